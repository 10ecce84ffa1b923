/** Whether a wanted share of challenges was met by a threshold that only the past could tell. */
export interface BudgetHit {
  /** Share wanted, 0..1. */
  readonly asked: number;
  /** Share of the test period's events at or above the threshold. */
  readonly reached: number;
  readonly threshold: number;
}

/** The score above which the wanted share of past events lies, held against later events. Undefined without a past. */
export function budgetHit(
  past: readonly { readonly score: number }[],
  later: readonly { readonly score: number }[],
  asked: number,
): BudgetHit | undefined {
  if (past.length === 0 || later.length === 0) return undefined;
  const threshold = thresholdFor(past, asked);
  const reached = later.filter(({ score }) => score >= threshold).length / later.length;
  return { asked, reached, threshold };
}

/** The lowest score so that at most `share` of the events reach it. */
export function thresholdFor(events: readonly { readonly score: number }[], share: number): number {
  const falling = Float64Array.from(events, ({ score }) => score)
    .sort()
    .reverse();
  const allowed = Math.floor(share * falling.length);
  const tooMany = falling[allowed];
  if (tooMany === undefined) return falling.at(-1) ?? 0; // All of them fit.
  const above = falling.subarray(0, allowed).findLast((score) => score > tooMany);
  return above ?? tooMany + Number.EPSILON * 100;
}
