import type { Ended } from './case-ledger.ts';
import type { CaseLedger } from './case-ledger.ts';
import type { CasePorts, CaseSettings } from './case-ports.ts';
import type { HeldCase } from './held-case.ts';
import type { Ending } from './resolution-records.ts';

/** What people, and systems that wait for them, ask of cases. Throws `store_unavailable` (retryable) when nobody knows. */
export interface CaseUseCases {
  /** Cases that wait, the nearest deadline first. */
  waiting(limit: number): Promise<readonly HeldCase[]>;
  /** By the id of its decision, ended or not. */
  show(decisionId: string): Promise<HeldCase | undefined>;
  /** Releases or denies; of several at once exactly one wins. */
  resolve(decisionId: string, how: Ending): Promise<Ended>;
}

export function createCaseUseCases(
  { cases }: Pick<CasePorts, 'cases'>,
  { observer }: Pick<CaseSettings, 'observer'>,
  ledger: CaseLedger,
): CaseUseCases {
  return {
    async waiting(limit) {
      const found = await Promise.all((await cases.waiting(limit)).map(({ challengeId }) => ledger.read(challengeId)));
      return found.filter((held) => held !== undefined && held.resolution === undefined) as readonly HeldCase[];
    },
    show: (decisionId) => ledger.read(decisionId),
    async resolve(decisionId, how) {
      const ended = await ledger.end(decisionId, how);
      if (ended.result === 'resolved') observer.resolved(how.resolution, how.by);
      return ended;
    },
  };
}
