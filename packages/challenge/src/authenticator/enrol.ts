import { type AuthenticatorRecord, type Enrolment, enrolmentLimits } from './authenticator-record.ts';
import { matchingStep } from './matching-step.ts';
import { normalRecoveryCode, recoveryCode, recoveryDigest } from './recovery-code.ts';
import type { AppHmac } from './step-code.ts';

/** What allows a change of an account's authenticator, once: a verified challenge for it, or a release by a person. */
export interface Approval {
  /** Of the challenge or of the decision. */
  readonly id: string;
  /** A strong factor or a person stands behind it: no quarantine. */
  readonly isStrong: boolean;
}

/** What is drawn for an enrolment. */
export interface EnrolmentChance {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** The record after a change, or why there is none. */
export type RecordChange<Reason extends string> =
  | { readonly ok: true; readonly record: AuthenticatorRecord }
  | { readonly ok: false; readonly reason: Reason; readonly record?: AuthenticatorRecord };

/**
 * Begins an enrolment. What is enrolled already stays until the new app is confirmed; an enrolment under way is dropped.
 * An approval allows one: a second secret would be another person's (OTP-20).
 */
export function beginEnrolment(
  record: AuthenticatorRecord,
  approval: Approval,
  chance: EnrolmentChance,
  nowMs: number,
): RecordChange<'approval_used'> {
  if (record.spentApprovals.includes(approval.id)) return { ok: false, reason: 'approval_used' };
  const enrolment: Enrolment = {
    ...chance,
    expiresAtMs: nowMs + enrolmentLimits.lifetimeMs,
    strongFromMs: approval.isStrong ? nowMs : nowMs + enrolmentLimits.quarantineMs,
    tries: 0,
  };
  return { ok: true, record: { ...spent(record, approval), enrolment } };
}

/** Somebody shows a code of the new app; `recovery`: random bytes of each recovery code. */
export interface Confirmation {
  readonly accountId: string;
  readonly enrolmentId: string;
  readonly code: string;
  readonly nowMs: number;
  readonly recovery: readonly Uint8Array[];
}

/** The confirmed record, with the recovery codes in words: they are shown now and never again. */
export type Confirmed =
  | { readonly ok: true; readonly record: AuthenticatorRecord; readonly recoveryCodes: readonly string[] }
  | { readonly ok: false; readonly reason: 'wrong_code' | 'no_enrolment'; readonly record?: AuthenticatorRecord };

/** Makes the new app the account's, in place of the one before, once it shows a code. Every wrong code is a try. */
export function confirmEnrolment(record: AuthenticatorRecord, given: Confirmation, hmac: AppHmac): Confirmed {
  const { enrolment } = record;
  const { accountId, nowMs } = given;
  if (enrolment === undefined || enrolment.id !== given.enrolmentId || nowMs >= enrolment.expiresAtMs) {
    return { ok: false, reason: 'no_enrolment' };
  }
  const { secret, strongFromMs } = enrolment;
  const matching = matchingStep(secret, given.code, nowMs, 0, hmac);
  if (matching === undefined) {
    const tries = enrolment.tries + 1;
    const left = tries < enrolmentLimits.tries ? { ...enrolment, tries } : undefined;
    return { ok: false, reason: 'wrong_code', record: { ...record, enrolment: left } };
  }
  const { recovery, recoveryCodes } = freshRecoveryCodes(accountId, given.recovery);
  const active = {
    secret,
    enrolledAtMs: nowMs,
    strongFromMs,
    lastStep: matching.step,
    lastStepFor: enrolment.id,
    recovery,
  };
  return { ok: true, record: { ...record, active, enrolment: undefined }, recoveryCodes };
}

/** The renewed record, with the recovery codes in words: they are shown now and never again. */
export type Renewed =
  | { readonly ok: true; readonly record: AuthenticatorRecord; readonly recoveryCodes: readonly string[] }
  | { readonly ok: false; readonly reason: 'not_enrolled' | 'approval_used' | 'approval_too_weak' };

/**
 * Makes recovery codes anew; the ones before are worthless at once. It takes the app itself, older than its quarantine, or a person: with
 * anything less, whoever has phone or slip of paper would have ways in that outlast both (OTP-20).
 */
export function renewRecoveryCodes(
  record: AuthenticatorRecord,
  approval: Approval,
  given: Pick<Confirmation, 'accountId' | 'recovery'>,
): Renewed {
  const { active } = record;
  if (active === undefined) return { ok: false, reason: 'not_enrolled' };
  if (!approval.isStrong) return { ok: false, reason: 'approval_too_weak' };
  if (record.spentApprovals.includes(approval.id)) return { ok: false, reason: 'approval_used' };
  const { recovery, recoveryCodes } = freshRecoveryCodes(given.accountId, given.recovery);
  return { ok: true, record: { ...spent(record, approval), active: { ...active, recovery } }, recoveryCodes };
}

function freshRecoveryCodes(accountId: string, chance: readonly Uint8Array[]) {
  const codes = chance.map(recoveryCode);
  const recovery = codes.map((code) => ({ digest: recoveryDigest(accountId, normalRecoveryCode(code)) }));
  return { recovery, recoveryCodes: codes };
}

/** Removes the authenticator with its recovery codes, and an enrolment under way. */
export function removeAuthenticator(
  record: AuthenticatorRecord,
  approval: Approval,
): RecordChange<'approval_used' | 'not_enrolled'> {
  if (record.active === undefined) return { ok: false, reason: 'not_enrolled' };
  if (record.spentApprovals.includes(approval.id)) return { ok: false, reason: 'approval_used' };
  return { ok: true, record: { spentApprovals: spent(record, approval).spentApprovals } };
}

const spent = (record: AuthenticatorRecord, { id }: Approval): AuthenticatorRecord => ({
  ...record,
  spentApprovals: [...record.spentApprovals, id].slice(-enrolmentLimits.spentApprovals),
});
