import { type Strength, strengthOf } from '@countersign/events';
import { type ChallengeState, isOwnLife } from '../life/challenge-state.ts';
import { enrolmentLimits } from './authenticator-record.ts';
import type { Approval } from './enrol.ts';

/** What an approval must be for: the account, and the change of its second factor or the removal of one. */
export interface Approved {
  readonly accountId: string;
  readonly setting: 'mfa' | 'mfa_remove';
}

/**
 * The approval that a challenge is: verified, for exactly this change of exactly this account, and not long over. A code for any
 * other act approves no authenticator, so nobody can enrol one on the back of a purchase (OTP-20, OTP-32). Undefined: it is none.
 */
export function approvalOf(
  state: ChallengeState,
  { accountId, setting }: Approved,
  nowMs: number,
): Approval | undefined {
  if (!isOwnLife(state) || state.status !== 'verified' || state.terms.accountId !== accountId) return undefined;
  const { act, challengeId } = state.terms;
  if (act.eventType !== 'settings.change_requested' || act.setting !== setting) return undefined;
  if (nowMs >= state.expiresAtMs + enrolmentLimits.approvalMs) return undefined;
  const strength: Strength = state.provedBy ?? strengthOf(state.deliveredBy ?? 'email');
  return { id: challengeId, isStrong: strength === 'strong' };
}
