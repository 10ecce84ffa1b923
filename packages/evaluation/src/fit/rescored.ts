import { type Policy, exactScoreOf, roundedPoints } from '@countersign/scoring';
import type { FitExamples } from './fit-examples.ts';

/**
 * The exact scores, 0..100, that a policy with other weights gives to events of which only the strengths were kept; points
 * are rounded as in a decision.
 */
export function rescored({ type, codes, rows, offsets }: FitExamples, policy: Policy): Float64Array {
  const { bias, signals } = policy.byType[type];
  const weightOf = new Map(signals.map(({ code, weight }) => [code, weight]));
  const weights = codes.map((code) => weightOf.get(code) ?? 0);
  return offsets.map((rulePoints, row) => {
    let evidence = bias + rulePoints;
    const end = rows.starts[row + 1] ?? 0;
    for (let i = (rows.starts[row] ?? 0) + 1; i < end; i += 1) {
      evidence += roundedPoints((weights[(rows.columns[i] ?? 0) - 1] ?? 0) * (rows.values[i] ?? 0));
    }
    return exactScoreOf(evidence, policy.scale);
  });
}
