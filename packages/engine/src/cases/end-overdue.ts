import type { CaseLedger } from './case-ledger.ts';
import { type CasePorts, type CaseSettings, caseLimits } from './case-ports.ts';

/**
 * One round over the cases whose deadline has passed: each ends as its decision said. Any number of workers may run it; the
 * store leases each case to one of them, and of two all the same only one ends it. Resolves with the number taken.
 */
export function createEndOverdue(
  { cases, clock }: Pick<CasePorts, 'cases' | 'clock'>,
  { observer }: Pick<CaseSettings, 'observer'>,
  ledger: CaseLedger,
): () => Promise<number> {
  const endOne = async (decisionId: string): Promise<void> => {
    try {
      const held = await ledger.read(decisionId);
      if (held === undefined || held.resolution !== undefined || clock.now() < held.dueAtMs) return;
      const { result } = await ledger.end(decisionId, { resolution: held.atDeadline, by: 'deadline' });
      if (result === 'resolved') observer.resolved(held.atDeadline, 'deadline');
    } catch (error) {
      observer.failed('deadline', error); // Due again when its lease ends.
    }
  };
  return async () => {
    const due = await cases.takeDue(clock.now(), caseLimits.leaseMs, caseLimits.overdue);
    await Promise.all(due.map(({ challengeId }) => endOne(challengeId)));
    return due.length;
  };
}
