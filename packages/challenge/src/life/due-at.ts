import { type ClaimedChallenge, hasEnded } from './challenge-state.ts';

/** When somebody must look at a challenge again: to send, or to end it. Epoch milliseconds; null: never. */
export function dueAtMs(state: ClaimedChallenge): number | null {
  if (hasEnded(state)) return null;
  return Math.min(state.delivery?.nextTryAtMs ?? state.expiresAtMs, state.expiresAtMs);
}
