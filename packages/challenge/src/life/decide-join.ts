import type { Join } from './challenge-command.ts';
import { type ClaimedChallenge, hasEnded } from './challenge-state.ts';
import { type Decided, happened, refused } from './decided.ts';
import { challengeLimits } from './limits.ts';

/**
 * Takes a companion along, once (OTP-11). The companion was stored as one before: so after a crash in between it is known that it
 * was to join, and this step alone decides whether it did. One that comes after the end must live by itself.
 */
export function decideJoin({ challenge }: Join, state: ClaimedChallenge, nowMs: number): Decided {
  if (state.joined.some(({ challengeId }) => challengeId === challenge.challengeId)) return refused('already_joined');
  if (hasEnded(state)) return refused('ended');
  if (nowMs >= state.expiresAtMs) return refused('expired');
  if (state.joined.length >= challengeLimits.joined) return refused('too_many_joined');
  return happened({ type: 'joined', challenge, atMs: nowMs });
}
