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
  const codes = given.recovery.map(recoveryCode);
  const active = {
    secret,
    enrolledAtMs: nowMs,
    strongFromMs,
    lastStep: matching.step,
    lastStepFor: enrolment.id,
    recovery: codes.map((code) => ({ digest: recoveryDigest(accountId, normalRecoveryCode(code)) })),
  };
  return { ok: true, record: { ...record, active, enrolment: undefined }, recoveryCodes: codes };
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
