import type { Strength } from '@countersign/events';
import { sameBytes } from '../code/same-bytes.ts';
import type { Authenticator } from './authenticator-record.ts';
import { matchingStep } from './matching-step.ts';
import { normalRecoveryCode, recoveryCodes, recoveryDigest } from './recovery-code.ts';
import { type AppHmac, secretBytes } from './step-code.ts';

/** What somebody proved with an app, or with a recovery code of its enrolment. */
export type AppProof =
  | {
      readonly kind: 'totp';
      readonly step: number;
      /** Codes in a row that were shown. */
      readonly codes: 1 | 2;
      readonly strength: Strength;
    }
  | { readonly kind: 'recovery'; readonly index: number; readonly strength: Strength };

/** A code as it was typed, whose it should be, and when. */
export interface AppAttempt {
  readonly accountId: string;
  readonly code: string;
  /** Epoch milliseconds of the server. */
  readonly nowMs: number;
  /** The challenge that it is typed for: what was spent on it before may be shown again until the challenge ends. */
  readonly challengeId: string;
}

const nobodysSecret = new Uint8Array(secretBytes);
const nobodysDigest = new Uint8Array(32);

/**
 * What a typed code proves; undefined when nothing. The same work whether there is an authenticator or not, whatever was typed
 * (OTP-05). A recovery code counts as a phone does, never as the app itself: it is often kept where the mail is.
 */
export function checkAppCode(
  active: Authenticator | undefined,
  { accountId, code, nowMs, challengeId }: AppAttempt,
  hmac: AppHmac,
): AppProof | undefined {
  const { secret = nobodysSecret, lastStep = 0, lastStepFor, recovery = [] } = active ?? {};
  const before = lastStepFor === challengeId ? lastStep - 1 : lastStep;
  const matching = matchingStep(secret, code, nowMs, before, hmac);
  const index = recoveryIndex(recovery, recoveryDigest(accountId, normalRecoveryCode(code)), challengeId);
  if (active === undefined) return undefined;
  const strength = nowMs < active.strongFromMs ? 'medium' : 'strong';
  if (matching !== undefined) return { kind: 'totp', ...matching, strength };
  return index < 0 ? undefined : { kind: 'recovery', index, strength: 'medium' };
}

function recoveryIndex(kept: Authenticator['recovery'], digest: Uint8Array, challengeId: string): number {
  let found = -1;
  for (let at = 0; at < recoveryCodes; at += 1) {
    const { digest: expected = nobodysDigest, usedFor } = kept[at] ?? {};
    const isSame = sameBytes(expected, digest);
    if (isSame && (usedFor === undefined || usedFor === challengeId)) found = at;
  }
  return found;
}

/**
 * The record once a proof was spent on a challenge; undefined when it was spent on another one meanwhile. The same proof for
 * the same challenge may be spent again: a crash between this and the challenge's own step must not cost the customer a code.
 */
export function spendProof(active: Authenticator, proof: AppProof, challengeId: string): Authenticator | undefined {
  if (proof.kind === 'recovery') {
    const kept = active.recovery[proof.index];
    if (kept === undefined || (kept.usedFor !== undefined && kept.usedFor !== challengeId)) return undefined;
    return {
      ...active,
      recovery: active.recovery.map((one) => (one === kept ? { ...one, usedFor: challengeId } : one)),
    };
  }
  const { step } = proof;
  const isOwn = active.lastStepFor === challengeId && step === active.lastStep;
  return step > active.lastStep || isOwn ? { ...active, lastStep: step, lastStepFor: challengeId } : undefined;
}

/** Recovery codes that nobody used yet. */
export const recoveryCodesLeft = ({ recovery }: Authenticator): number =>
  recovery.filter(({ usedFor }) => usedFor === undefined).length;
