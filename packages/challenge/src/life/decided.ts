import type { ChallengeEvent } from './challenge-event.ts';

/** Why a command changes nothing. */
export type RefusalReason =
  | 'unknown'
  | 'already_claimed'
  | 'joined'
  | 'already_joined'
  | 'too_many_joined'
  | 'ended'
  | 'expired'
  | 'not_expired'
  | 'nothing_to_send'
  | 'not_yet'
  | 'already_recorded'
  | 'no_sends_left'
  | 'channel_not_allowed'
  | 'too_soon'
  | 'too_many_failures'
  | 'already_reported';

export interface Refused {
  readonly ok: false;
  readonly reason: RefusalReason;
  /** For `too_soon`, `too_many_failures` and `not_yet`: when to ask again. */
  readonly retryAfterMs?: number;
}

/** What a command leads to. A wrong code is no refusal: it is a try that was counted. */
export type Decided = { readonly ok: true; readonly events: readonly ChallengeEvent[] } | Refused;

export const happened = (...events: readonly ChallengeEvent[]): Decided => ({ ok: true, events });
export const refused = (reason: RefusalReason, retryAfterMs?: number): Refused =>
  retryAfterMs === undefined ? { ok: false, reason } : { ok: false, reason, retryAfterMs };
