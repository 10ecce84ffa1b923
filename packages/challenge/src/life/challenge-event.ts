import type { Channel, Outcome, Strength } from '@countersign/events';
import type { BudgetRefusal } from '../budget/reserve-challenge.ts';
import type { GivenUp, JoinedChallenge, Terms } from './challenge-state.ts';

export type RequiredAction = 'revoke_sessions' | 'change_password' | 'remove_device';

/** Where a code was typed: pseudonyms, and places as decisions keep them (OTP-37). */
export type Verifier = NonNullable<Outcome['verifier']>;

/** To whom a delivery was handed, and whether the courier had no network then: worth telling, else undefined (OTP-36). */
export type HandedOver = 'to_delegate' | 'typed_offline' | 'to_delegate_typed_offline';

/** What happened to a challenge; `atMs` is the notifier's clock. */
export type ChallengeEvent = { readonly atMs: number } & (
  | { readonly type: 'claimed'; readonly terms: Terms; readonly expiresAtMs: number }
  | { readonly type: 'joined'; readonly challenge: JoinedChallenge }
  | { readonly type: 'sending_begun'; readonly channel: Channel; readonly untilMs: number }
  | {
      readonly type: 'code_sent';
      readonly sendSeq: number;
      readonly channel: Channel;
      readonly isContactOld?: boolean | undefined;
    }
  | { readonly type: 'sending_failed'; readonly reason: string; readonly nextTryAtMs: number }
  /** The same code goes out by another channel (OTP-30). `startsAfresh`: one that was not tried yet. */
  | {
      readonly type: 'channel_given_up';
      readonly channel: Channel;
      readonly isFinal: boolean;
      readonly reason: string;
      readonly startsAfresh: boolean;
      readonly nextTryAtMs: number;
    }
  /** The old code is dead from here on. */
  | {
      readonly type: 'code_requested';
      readonly sendSeq: number;
      readonly channel?: Channel | undefined;
      /** Not to be tried for this code. */
      readonly givenUp?: readonly GivenUp[];
    }
  /** The same act gets a new life under the same id, with what is left of tries and sends. */
  | { readonly type: 'renewed'; readonly generation: number; readonly expiresAtMs: number }
  /** Comes before the answer to a try, whatever the answer (OTP-03). */
  | { readonly type: 'try_counted' }
  | {
      readonly type: 'verified';
      readonly verifier?: Verifier | undefined;
      /** Of the proof, where it is not that of the channel. */
      readonly strength?: Strength | undefined;
      readonly handedOver?: HandedOver | undefined;
      /** A recovery code was typed in the app's place. */
      readonly byRecoveryCode?: true | undefined;
    }
  | {
      readonly type: 'failed';
      readonly reason: 'too_many_tries' | 'binding_changed';
      /** Of the last try. */
      readonly verifier?: Verifier | undefined;
    }
  | { readonly type: 'expired' }
  | {
      readonly type: 'reported';
      readonly requiredActions: readonly RequiredAction[];
      readonly decisionIds?: readonly string[] | undefined;
      readonly verifier?: Verifier | undefined;
    }
  | { readonly type: 'undeliverable'; readonly reason: string }
  | { readonly type: 'suppressed'; readonly reason: 'stale' | 'superseded' | 'reported' | BudgetRefusal }
);
