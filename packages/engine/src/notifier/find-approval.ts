import { type Approval, type Approved, approvalOf } from '@countersign/challenge';
import { CountersignError } from '@countersign/events';
import { type HeldCase, openCase } from '../cases/held-case.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import { namingFailures } from './naming-failures.ts';
import { type NotifierPorts, notifierLimits } from './notifier-ports.ts';
import { createStanding } from './standing.ts';

/** What a caller names as approval of a change: the challenge that was verified for it, or the held decision that a person released. */
export type ApprovalName = { readonly challengeId: string } | { readonly decisionId: string };

/** A customer who talked to a person comes back within this time to do what was released. */
const releaseMs = 24 * 3_600_000;

/**
 * Finds the approval that a caller names, if it is one for exactly this change (OTP-20). Rests on durable state. Throws
 * `store_unavailable` (retryable) when the store fails.
 */
export function createFindApproval(
  { cases, clock }: Pick<NotifierPorts, 'cases' | 'clock'>,
  ledger: ChallengeLedger,
): (name: ApprovalName, wanted: Approved) => Promise<Approval | undefined> {
  const standing = cases === undefined ? undefined : createStanding(namingFailures(cases), clock, tooBusy);

  const ofCase = async (decisionId: string, wanted: Approved): Promise<Approval | undefined> => {
    const stored = await standing?.read(decisionId);
    const held = stored === undefined ? undefined : openCase(stored);
    return held !== undefined && isReleasedFor(held, wanted, clock.now())
      ? { id: decisionId, isStrong: true }
      : undefined;
  };

  return async (name, wanted) =>
    'decisionId' in name
      ? ofCase(name.decisionId, wanted)
      : approvalOf(await ledger.read(name.challengeId), wanted, clock.now());
}

/** A deadline that releases is nobody's word. */
const isReleasedFor = (
  { accountId, eventType, setting, resolution }: HeldCase,
  wanted: Approved,
  nowMs: number,
): boolean =>
  accountId === wanted.accountId &&
  eventType === 'settings.change_requested' &&
  setting === wanted.setting &&
  resolution?.resolution === 'released' &&
  resolution.by !== 'deadline' &&
  nowMs < Date.parse(resolution.at) + releaseMs;

const tooBusy = (): CountersignError =>
  new CountersignError('store_unavailable', `A case changed ${notifierLimits.conflicts} times meanwhile.`, {
    retryable: true,
  });
