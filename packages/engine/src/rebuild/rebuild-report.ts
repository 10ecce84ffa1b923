import type { Decision } from '@countersign/events';
import { type Policy, reDecide } from '@countersign/scoring';

/** What a rebuild came to. Counts. */
export interface RebuildReport {
  /** Events whose recorded decision was lived through again. */
  events: number;
  outcomes: number;
  labels: number;
  /** Log time of the oldest event that is still kept; what accounts did before is not known any more. */
  oldest: string | undefined;
  /** Decisions that their own policy makes again from the recorded features, with the same action and score. */
  madeAgain: number;
  /** Ids of decisions that it does not: the records are damaged, or this release decides otherwise; the first few. */
  readonly madeOtherwise: string[];
  otherwise: number;
  /** Decisions by policies whose document is not at hand, by `id@version`: lived through, but not checked. */
  readonly unchecked: Map<string, number>;
}

/** Nothing done yet. */
export const emptyReport = (): RebuildReport => ({
  events: 0,
  outcomes: 0,
  labels: 0,
  oldest: undefined,
  madeAgain: 0,
  madeOtherwise: [],
  otherwise: 0,
  unchecked: new Map(),
});

const namedAtMost = 5;

/** Counts a decision, and whether the policy that made it makes it again. */
export function noteDecision(report: RebuildReport, decision: Decision, policy: Policy | undefined): void {
  report.events += 1;
  if (report.oldest === undefined || decision.logTime < report.oldest) report.oldest = decision.logTime;
  if (policy === undefined) {
    const name = `${decision.policy.id}@${decision.policy.version}`;
    report.unchecked.set(name, (report.unchecked.get(name) ?? 0) + 1);
    return;
  }
  const again = reDecide(decision, policy);
  if (again?.action === decision.action && again.score === decision.score) {
    report.madeAgain += 1;
    return;
  }
  report.otherwise += 1;
  if (report.madeOtherwise.length < namedAtMost) report.madeOtherwise.push(decision.id);
}
