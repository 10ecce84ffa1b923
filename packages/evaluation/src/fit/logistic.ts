/** Rows of a sparse matrix: row `i` holds the columns and values from `starts[i]` to `starts[i + 1]`. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly columns: Uint16Array;
  readonly values: Float64Array;
}

/** What a regression is asked. Column 0 is the bias and stands in every row with 1. */
export interface LogisticProblem {
  readonly rows: SparseRows;
  /** 1 for a fraud. */
  readonly outcomes: Uint8Array;
  /** How often each row counts; 0 leaves it out. */
  readonly counts: Uint8Array;
  /** Log-odds of each row that nothing here explains. */
  readonly offsets: Float64Array;
  /** Where each coefficient is drawn to, and where it starts. */
  readonly prior: readonly number[];
  /** How hard it is drawn: λ of ½ Σ λ (c − prior)². */
  readonly pull: readonly number[];
  /** Least and greatest value of each coefficient. */
  readonly bounds: readonly (readonly [least: number, most: number])[];
}

const mostRounds = 50;
const enough = 1e-9;

/**
 * Coefficients of a regularised logistic regression within bounds, by Newton's method; the bounded step of each round is
 * found by coordinate descent. Always the same for the same rows in the same order.
 */
export function logisticFit(problem: LogisticProblem): readonly number[] {
  let at = problem.prior.map((value, column) => clamped(value, problem.bounds[column]));
  let loss = lossAt(problem, at);
  for (let round = 0; round < mostRounds; round += 1) {
    const step = newtonStep(problem, at);
    const next = backtracked(problem, at, step, loss);
    if (next === undefined) return at;
    const gained = loss - next.loss;
    ({ at, loss } = next);
    if (gained < enough * (1 + Math.abs(loss))) return at;
  }
  return at;
}

/** Halves the step until it lowers the loss; undefined where not even a tiny one does. */
function backtracked(
  problem: LogisticProblem,
  from: readonly number[],
  step: readonly number[],
  loss: number,
): { readonly at: number[]; readonly loss: number } | undefined {
  for (let share = 1; share > 1e-6; share /= 2) {
    const at = from.map((value, column) => clamped(value + share * (step[column] ?? 0), problem.bounds[column]));
    const found = lossAt(problem, at);
    if (found < loss) return { at, loss: found };
  }
  return undefined;
}

/** The step to the least of the quadratic that touches the loss here, within the bounds. */
function newtonStep(problem: LogisticProblem, at: readonly number[]): readonly number[] {
  const { gradient, curvature } = derivatives(problem, at);
  const count = at.length;
  const step = new Float64Array(count);
  for (let sweep = 0; sweep < 200; sweep += 1) {
    let moved = 0;
    for (let column = 0; column < count; column += 1) {
      let slope = gradient[column] ?? 0;
      for (let other = 0; other < count; other += 1)
        slope += (curvature[column * count + other] ?? 0) * (step[other] ?? 0);
      const own = curvature[column * count + column] ?? 0;
      if (own <= 0) continue;
      const here = at[column] ?? 0;
      const wanted = clamped(here + (step[column] ?? 0) - slope / own, problem.bounds[column]) - here;
      moved = Math.max(moved, Math.abs(wanted - (step[column] ?? 0)));
      step[column] = wanted;
    }
    if (moved < 1e-10) break;
  }
  return [...step];
}

function derivatives(problem: LogisticProblem, at: readonly number[]) {
  const { rows, outcomes, counts, offsets, prior, pull } = problem;
  const count = at.length;
  const gradient = Float64Array.from(at, (value, column) => (pull[column] ?? 0) * (value - (prior[column] ?? 0)));
  const curvature = new Float64Array(count * count);
  pull.forEach((lambda, column) => void (curvature[column * count + column] = lambda));
  const { starts, columns, values } = rows;
  for (let row = 0; row < outcomes.length; row += 1) {
    const times = counts[row] ?? 0;
    if (times === 0) continue;
    const [start, end] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    const chance = logistic(sumOf(rows, row, at, offsets[row] ?? 0));
    const residual = times * (chance - (outcomes[row] ?? 0));
    const spread = times * chance * (1 - chance);
    for (let i = start; i < end; i += 1) {
      const [column, value] = [columns[i] ?? 0, values[i] ?? 0];
      gradient[column] = (gradient[column] ?? 0) + residual * value;
      for (let j = start; j < end; j += 1) {
        const cell = column * count + (columns[j] ?? 0);
        curvature[cell] = (curvature[cell] ?? 0) + spread * value * (values[j] ?? 0);
      }
    }
  }
  return { gradient, curvature };
}

function lossAt(problem: LogisticProblem, at: readonly number[]): number {
  const { rows, outcomes, counts, offsets, prior, pull } = problem;
  let loss = 0;
  at.forEach((value, column) => void (loss += 0.5 * (pull[column] ?? 0) * (value - (prior[column] ?? 0)) ** 2));
  for (let row = 0; row < outcomes.length; row += 1) {
    const times = counts[row] ?? 0;
    if (times === 0) continue;
    const sum = sumOf(rows, row, at, offsets[row] ?? 0);
    const missed =
      (sum > 0 ? sum + Math.log1p(Math.exp(-sum)) : Math.log1p(Math.exp(sum))) - (outcomes[row] ?? 0) * sum;
    loss += times * missed;
  }
  return loss;
}

function sumOf({ starts, columns, values }: SparseRows, row: number, at: readonly number[], offset: number): number {
  let sum = offset;
  const end = starts[row + 1] ?? 0;
  for (let i = starts[row] ?? 0; i < end; i += 1) sum += (values[i] ?? 0) * (at[columns[i] ?? 0] ?? 0);
  return sum;
}

const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

const clamped = (value: number, [least, most]: readonly [number, number] = [-Infinity, Infinity]): number =>
  Math.min(most, Math.max(least, value));
