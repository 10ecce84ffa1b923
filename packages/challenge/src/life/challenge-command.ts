import type { Challenge, Channel } from '@countersign/events';
import type { Reservation } from '../budget/reserve-challenge.ts';
import type { AppProof } from '../authenticator/check-app-code.ts';
import type { CodeKey } from '../code/code-mac.ts';
import type { HandedOver, Verifier } from './challenge-event.ts';
import type { JoinedChallenge } from './challenge-state.ts';

/** A challenge was read from the log: make it ours. */
export interface Claim {
  readonly type: 'claim';
  readonly challenge: Challenge;
  readonly key: CodeKey;
  /** What the account's budget says; without one nothing was counted. */
  readonly reservation?: Reservation | undefined;
  /** It was to join another one, which ended without it: now it gets a life of its own. */
  readonly instead?: boolean | undefined;
  readonly traceparent?: string | undefined;
}

/** Take a later challenge for the same act along. */
export interface Join {
  readonly type: 'join';
  readonly challenge: JoinedChallenge;
}

/** Take the newest code for sending; until `leaseMs` have passed nobody else sends it. */
export interface BeginSending {
  readonly type: 'begin_sending';
  readonly channel: Channel;
  readonly leaseMs: number;
}

/** The provider took the message `sendSeq`. */
export interface RecordSent {
  readonly type: 'record_sent';
  readonly sendSeq: number;
  readonly channel: Channel;
  /** The contact was verified long ago. */
  readonly isContactOld?: boolean | undefined;
}

/**
 * The message `sendSeq` could not be handed over. `retry`: it is worth trying again. The reason `no_contact` is retried
 * for `challengeLimits.contactPatienceMs` only.
 */
export interface RecordSendFailure {
  readonly type: 'record_send_failure';
  readonly sendSeq: number;
  /** What failed; undefined when there was nothing to try. */
  readonly channel?: Channel | undefined;
  /** Every channel that reaches the account now, `channel` included. */
  readonly open: readonly Channel[];
  readonly reason: string;
  readonly retry: boolean;
}

/** The provider said of the message `sendSeq` that it will never arrive, after it had taken it. */
export interface RecordUndelivered {
  readonly type: 'record_undelivered';
  readonly sendSeq: number;
  readonly channel: Channel;
  /** Every channel that reaches the account now. */
  readonly open: readonly Channel[];
}

/** Somebody presents a code. `currentKid` serves for equal work where no such challenge exists (OTP-05). */
export interface Verify {
  readonly type: 'verify';
  readonly challengeId: string;
  readonly code: string;
  readonly bindingDigest: string;
  readonly currentKid: string;
  /** Where it was typed, as far as that is known. */
  readonly verifier?: Verifier | undefined;
  /** How a delivery was handed over, where that is worth telling upstream. */
  readonly handedOver?: HandedOver | undefined;
  /** What the code proves as one of the account's authenticator app; undefined when nothing. */
  readonly app?: AppProof | undefined;
}

/** The customer wants another code. */
export interface Resend {
  readonly type: 'resend';
  /** "Try another way": by this channel, if it reaches the account. */
  readonly channel?: Channel | undefined;
}

/** Another act of the same device and session has taken its place (OTP-11). */
export interface Supersede {
  readonly type: 'supersede';
}

/** Time may be over. */
export interface Expire {
  readonly type: 'expire';
}

/** The customer reported what else came from the same device or session (OTP-34). */
export interface Cancel {
  readonly type: 'cancel';
}

/** The customer says that this was not them. */
export interface Report {
  readonly type: 'report';
  /** Decisions of the last day that asked for a code on the same device or in the same session; for people to look at. */
  readonly decisionIds?: readonly string[] | undefined;
  /** Where it was reported from, as far as that is known. */
  readonly reporter?: Verifier | undefined;
}

/** What may be asked of a challenge. */
export type Command =
  | Claim
  | Join
  | BeginSending
  | RecordSent
  | RecordSendFailure
  | RecordUndelivered
  | Verify
  | Resend
  | Supersede
  | Cancel
  | Expire
  | Report;
