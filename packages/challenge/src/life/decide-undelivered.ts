import type { RecordUndelivered } from './challenge-command.ts';
import { type ClaimedChallenge, hasEnded } from './challenge-state.ts';
import { type Decided, happened, refused } from './decided.ts';
import { challengeLimits } from './limits.ts';

/**
 * The provider took the newest message and now says that it will never arrive. Nobody has its code, so another channel gets a new
 * one, within the same budget of messages: `sent` was announced for this one already (DEL-16, OTP-30). Where nothing else reaches the
 * customer, the challenge ends. A receipt about an older message, or a repeated one, changes nothing.
 */
export function recordUndelivered(
  { sendSeq, channel, open }: RecordUndelivered,
  state: ClaimedChallenge,
  nowMs: number,
): Decided {
  if (hasEnded(state)) return refused('ended');
  if (nowMs >= state.expiresAtMs) return refused('expired');
  const isNewest = sendSeq === state.sendSeq && sendSeq === state.deliveredSeq && channel === state.deliveredBy;
  if (!isNewest || state.delivery !== undefined) return refused('already_recorded');
  const isLeft = open.some((one) => one !== channel) && state.sendSeq < challengeLimits.sends;
  if (!isLeft) return happened({ type: 'undeliverable', reason: 'undelivered', atMs: nowMs });
  const givenUp = [{ channel, isFinal: true }];
  return happened({ type: 'code_requested', sendSeq: state.sendSeq + 1, givenUp, atMs: nowMs });
}
