import type { Policy } from '@countersign/scoring';
import type { FitExamples } from './fit-examples.ts';

/** Examples of one event type and what was fitted to them. */
export interface FoundCoefficients {
  readonly examples: FitExamples;
  /** Bias first, then one for each signal; true log-odds. */
  readonly coefficients: readonly number[];
}

/**
 * How far all fitted types have to be moved, in log-odds, so that no more of their events reach their threshold for a
 * challenge than did before. One shift for all of them: the same score then means the same risk whatever the type. Nothing
 * is moved where no event reached its threshold.
 */
export function keptShare(found: readonly FoundCoefficients[], policy: Policy): number {
  const margins: number[] = [];
  let reached = 0;
  for (const { examples, coefficients } of found) {
    const { bias, challengeFrom, signals } = policy.byType[examples.type];
    const threshold = Math.log(challengeFrom / (100 - challengeFrom));
    const present = [bias, ...signals.map(({ weight }) => weight)].map((points) => points / policy.scale);
    for (let row = 0; row < examples.frauds.length; row += 1) {
      margins.push(logOddsOf(examples, row, coefficients, policy.scale) - threshold);
      if (logOddsOf(examples, row, present, policy.scale) >= threshold) reached += 1;
    }
  }
  if (reached === 0) return 0;
  const falling = Float64Array.from(margins).sort().reverse();
  return -(falling[reached - 1] ?? 0);
}

function logOddsOf(
  { rows, offsets }: FitExamples,
  row: number,
  coefficients: readonly number[],
  scale: number,
): number {
  let sum = (offsets[row] ?? 0) / scale;
  const end = rows.starts[row + 1] ?? 0;
  for (let i = rows.starts[row] ?? 0; i < end; i += 1) {
    sum += (rows.values[i] ?? 0) * (coefficients[rows.columns[i] ?? 0] ?? 0);
  }
  return sum;
}
