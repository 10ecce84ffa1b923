import type { CodeMac } from '../code/code-mac.ts';
import { type BoundCode, matchesCode } from '../code/matches-code.ts';
import type { Verify } from './challenge-command.ts';
import type { ChallengeEvent } from './challenge-event.ts';
import { type ChallengeState, type ClaimedChallenge, hasEnded, isOwnLife } from './challenge-state.ts';
import { type Decided, happened, refused } from './decided.ts';
import { challengeLimits } from './limits.ts';

/**
 * Checks a code: the try is counted, then the answer follows, all in one decision (OTP-03). The same digests are computed
 * whatever the state of the challenge, and for one that does not exist (OTP-05).
 * Another binding than the challenge's ends it at once: the act was changed, so the code for it is dead (OTP-32).
 */
export function decideVerify(command: Verify, state: ChallengeState, nowMs: number, mac: CodeMac): Decided {
  const matches = matchesCode(boundCode(command, state), command, mac);
  if (!isOwnLife(state)) return refused('unknown');
  if (hasEnded(state)) return refused('ended');
  if (nowMs >= state.expiresAtMs) return refused('expired');
  const counted: ChallengeEvent = { type: 'try_counted', atMs: nowMs };
  if (!matches.binding) return happened(counted, { type: 'failed', reason: 'binding_changed', atMs: nowMs });
  if (matches.code && wasHandedOver(state))
    return happened(counted, ...sentAfterAll(state, nowMs), verifiedBy(command, nowMs));
  if (state.tries + 1 < challengeLimits.tries) return happened(counted);
  return happened(counted, { type: 'failed', reason: 'too_many_tries', atMs: nowMs });
}

/** A code that nobody began to send can only have been guessed. */
const wasHandedOver = ({ delivery }: ClaimedChallenge): boolean =>
  delivery === undefined || delivery.channel !== undefined;

/** Who types the code has received it, whether or not the provider's answer reached us. */
function sentAfterAll({ delivery, sendSeq }: ClaimedChallenge, nowMs: number): readonly ChallengeEvent[] {
  if (delivery?.channel === undefined) return [];
  return [{ type: 'code_sent', sendSeq, channel: delivery.channel, atMs: nowMs }];
}

const verifiedBy = ({ verifier }: Verify, atMs: number): ChallengeEvent => ({ type: 'verified', verifier, atMs });

const noNonce = new Uint8Array(16);

function boundCode(command: Verify, state: ChallengeState): BoundCode {
  if (isOwnLife(state)) return { ...state.terms, sendSeq: state.sendSeq };
  const { challengeId, bindingDigest, currentKid } = command;
  return { challengeId, sendSeq: 1, digits: 6, bindingDigest, key: { nonce: noNonce, kid: currentKid } };
}
