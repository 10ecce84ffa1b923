import type { Strength } from '@countersign/events';
import type { CodeMac } from '../code/code-mac.ts';
import { type BoundCode, matchesCode } from '../code/matches-code.ts';
import type { Verify } from './challenge-command.ts';
import type { ChallengeEvent } from './challenge-event.ts';
import { type ChallengeState, type ClaimedChallenge, hasEnded, isOwnLife } from './challenge-state.ts';
import { type Decided, happened, refused } from './decided.ts';
import { challengeLimits } from './limits.ts';
import { newestChannel } from './newest-channel.ts';

/**
 * Checks a code: the try is counted, then the answer follows, all in one decision (OTP-03). The same digests are computed
 * whatever the state of the challenge, and for one that does not exist (OTP-05).
 * Another binding than the challenge's ends it at once: the act was changed, so the code for it is dead (OTP-32).
 * While the app is asked, only its codes and recovery codes count; while something was sent, only that (OTP-20).
 */
export function decideVerify(command: Verify, state: ChallengeState, nowMs: number, mac: CodeMac): Decided {
  const matches = matchesCode(boundCode(command, state), command, mac);
  if (!isOwnLife(state)) return refused('unknown');
  if (hasEnded(state)) return refused('ended');
  if (nowMs >= state.expiresAtMs) return refused('expired');
  const counted: ChallengeEvent = { type: 'try_counted', atMs: nowMs };
  const { verifier, handedOver } = command;
  if (!matches.binding) return happened(counted, { type: 'failed', reason: 'binding_changed', verifier, atMs: nowMs });
  const proof = proofOf(command, state, matches.code);
  if (proof !== undefined) {
    const verified: ChallengeEvent = { type: 'verified', verifier, handedOver, ...proof, atMs: nowMs };
    return happened(counted, ...sentAfterAll(state, nowMs), verified);
  }
  if (state.tries + 1 < challengeLimits.tries) return happened(counted);
  return happened(counted, { type: 'failed', reason: 'too_many_tries', verifier, atMs: nowMs });
}

/** What the right code proves; undefined for a wrong one. */
function proofOf(
  { app }: Verify,
  state: ClaimedChallenge,
  isCode: boolean,
): { readonly strength?: Strength; readonly byRecoveryCode?: true } | undefined {
  if (newestChannel(state) !== 'authenticator') return isCode && wasHandedOver(state) ? {} : undefined;
  if (app === undefined) return undefined;
  if (app.kind === 'recovery') return { strength: app.strength, byRecoveryCode: true };
  return app.codes >= state.terms.appCodes ? { strength: app.strength } : undefined;
}

/** A code that nobody began to send can only have been guessed. */
const wasHandedOver = ({ delivery }: ClaimedChallenge): boolean =>
  delivery === undefined || delivery.channel !== undefined;

/** Who types the code has received it, whether or not the provider's answer reached us. */
function sentAfterAll({ delivery, sendSeq }: ClaimedChallenge, nowMs: number): readonly ChallengeEvent[] {
  if (delivery?.channel === undefined) return [];
  return [{ type: 'code_sent', sendSeq, channel: delivery.channel, atMs: nowMs }];
}

const noNonce = new Uint8Array(16);

function boundCode(command: Verify, state: ChallengeState): BoundCode {
  if (isOwnLife(state)) return { ...state.terms, sendSeq: state.sendSeq };
  const { challengeId, bindingDigest, currentKid } = command;
  return { challengeId, sendSeq: 1, digits: 6, bindingDigest, key: { nonce: noNonce, kid: currentKid } };
}
