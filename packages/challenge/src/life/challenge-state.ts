import type { Act, Channel, Purpose, Strength } from '@countersign/events';
import type { CodeKey } from '../code/code-mac.ts';

/** How a challenge can end. `reported` may follow any other ending, once. */
export const endings = ['verified', 'failed', 'expired', 'reported', 'undeliverable', 'suppressed'] as const;
export type Ending = (typeof endings)[number];

/** Where a challenge stands. `claimed`: no code was handed over yet. */
export const statuses = ['claimed', 'sent', ...endings] as const;
export type Status = (typeof statuses)[number];

/** What a challenge was claimed with; it never changes. */
export interface Terms {
  readonly challengeId: string;
  readonly decisionId: string;
  readonly eventId: string;
  readonly accountId: string;
  readonly purpose: Purpose;
  readonly act: Act;
  readonly bindingDigest: string;
  /** Pseudonym of the challenged device. */
  readonly device?: string | undefined;
  /** The owner proved that device before: what strangers fail does not make her wait (OTP-11). */
  readonly deviceProved?: true | undefined;
  readonly digits: number;
  /** Codes in a row that an authenticator app must show: two for an account whose codes are being guessed (OTP-12). */
  readonly appCodes: 1 | 2;
  readonly channels: readonly Channel[];
  /** Life of the challenge, and of each renewal; at most `challengeLimits.lifetimeMs`, or `handoverLifetimeMs` for a delivery. */
  readonly lifetimeMs: number;
  readonly claimedAtMs: number;
  readonly key: CodeKey;
  /** W3C trace context of the event that caused it. */
  readonly traceparent?: string | undefined;
}

/** A later challenge for the very same act, device and session: it shares code and end, and gets outcomes of its own. */
export interface JoinedChallenge {
  readonly challengeId: string;
  readonly decisionId: string;
  readonly eventId: string;
}

/** The newest code on its way to the customer; gone once it was handed over or the challenge ended. */
export interface Delivery {
  /** Times that sending was begun or found impossible. */
  readonly tries: number;
  readonly nextTryAtMs: number;
  /** Where it is being sent; undefined until sending was begun: until then nobody can know the code. */
  readonly channel?: Channel | undefined;
  readonly lastFailure?: string | undefined;
  /** What the customer asked for instead of the strongest channel. */
  readonly wished?: Channel | undefined;
  /** Channels that this code could not be sent by, the longest ago first; each once. */
  readonly givenUp: readonly GivenUp[];
}

/** A channel that a code was not taken on. `isFinal`: for good, so nobody has the code from it; else it may work again, or have arrived. */
export interface GivenUp {
  readonly channel: Channel;
  readonly isFinal: boolean;
}

/** A challenge that a notifier has claimed. */
export interface ClaimedChallenge {
  readonly status: Status;
  readonly terms: Terms;
  /** Codes are good before this instant, never at it or after it. */
  readonly expiresAtMs: number;
  /** 0, then one more with each renewal. */
  readonly generation: number;
  /** Number of the newest code; only this one verifies. */
  readonly sendSeq: number;
  readonly requestedAtMs: number;
  /** Number of the newest code that was handed over; 0 before the first. */
  readonly deliveredSeq: number;
  readonly deliveredAtMs: number;
  /** The weakest channel that may have carried it. */
  readonly deliveredBy?: Channel | undefined;
  /** How strong the proof was that verified it; undefined: as strong as its channel, or not verified. */
  readonly provedBy?: Strength | undefined;
  /** Codes presented so far, over all sends and renewals. */
  readonly tries: number;
  readonly delivery?: Delivery | undefined;
  /** At most `challengeLimits.joined`. */
  readonly joined: readonly JoinedChallenge[];
}

/** A companion: shares the life of another challenge, `to`, unless that one ended without it (OTP-11). */
export interface JoinedTo {
  readonly status: 'joined';
  readonly to: string;
}

export type ChallengeState = { readonly status: 'unclaimed' } | JoinedTo | ClaimedChallenge;

/** A challenge that nobody has claimed yet, or that does not exist. */
export const initialState: ChallengeState = { status: 'unclaimed' };

/** Whether the state is a life of its own. */
export const isOwnLife = (state: ChallengeState): state is ClaimedChallenge =>
  state.status !== 'unclaimed' && state.status !== 'joined';

/** Whether nothing but a report can change it any more. */
export const hasEnded = (state: ClaimedChallenge): boolean => state.status !== 'claimed' && state.status !== 'sent';
