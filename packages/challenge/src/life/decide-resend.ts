import type { Resend } from './challenge-command.ts';
import type { ChallengeEvent } from './challenge-event.ts';
import { type ClaimedChallenge, hasEnded } from './challenge-state.ts';
import { type Decided, happened, refused } from './decided.ts';
import { challengeLimits, cooldownMs } from './limits.ts';

/**
 * A new code in place of the old one (OTP-10). Its life ends with the challenge's: asking again buys no time.
 *
 * With under three minutes left, the customer could hardly use it, so the challenge is renewed: a successor for the same
 * act with a life of its own. It keeps the id, because the page, upstream and the scorer wait for an outcome under this
 * id, and a successor under another id could not be claimed in the same step. It keeps what is left of tries and sends,
 * so no budget grows; its first expiry is again final; and every single code still lives 10 minutes at most. A code for a
 * delivery ends with its day: nothing renews it (OTP-36).
 *
 * "Try another way" is the same, within the same budgets, and among the channels that the policy allows (OTP-30).
 */
export function decideResend({ channel }: Resend, state: ClaimedChallenge, nowMs: number): Decided {
  if (hasEnded(state)) return refused('ended');
  if (nowMs >= state.expiresAtMs) return refused('expired');
  if (channel !== undefined && !state.terms.channels.includes(channel)) return refused('channel_not_allowed');
  if (state.sendSeq >= challengeLimits.sends) return refused('no_sends_left');
  const waitMs = pauseLeftMs(state, nowMs);
  if (waitMs > 0) return refused('too_soon', waitMs);
  const requested: ChallengeEvent = { type: 'code_requested', sendSeq: state.sendSeq + 1, channel, atMs: nowMs };
  const isRenewable = state.terms.purpose !== 'delivery_handover';
  if (!isRenewable || state.expiresAtMs - nowMs >= challengeLimits.renewBelowMs) return happened(requested);
  const expiresAtMs = nowMs + state.terms.lifetimeMs;
  return happened({ type: 'renewed', generation: state.generation + 1, expiresAtMs, atMs: nowMs }, requested);
}

/** Nothing was sent while the app was asked, so nobody is kept waiting for another way. While a message is still on its way, another one would only kill its code. */
function pauseLeftMs(
  { delivery, deliveredBy, deliveredAtMs, requestedAtMs, sendSeq }: ClaimedChallenge,
  nowMs: number,
): number {
  if (delivery === undefined && deliveredBy === 'authenticator') return 0;
  if (delivery === undefined) return deliveredAtMs + cooldownMs(sendSeq) - nowMs;
  return Math.max(requestedAtMs + cooldownMs(sendSeq), delivery.nextTryAtMs, nowMs + 1) - nowMs;
}
