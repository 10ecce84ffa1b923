/** Events of one range of scores: what the score says, and what was true. */
export interface CalibrationBin {
  /** Scores in `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly frauds: number;
  readonly meanScore: number;
  /** Share of frauds, 0..1. */
  readonly fraudRate: number;
}

const edges = [0, 5, 10, 20, 30, 40, 50, 60, 65, 70, 75, 80, 85, 90, 95, 100.001];

/** The reliability of scores in fixed ranges, so that event types and data sets can be laid side by side; empty ranges are left out. */
export function calibration(
  events: readonly { readonly score: number; readonly isFraud: boolean }[],
): readonly CalibrationBin[] {
  const bins = edges.slice(1).map((to, at) => ({ from: edges[at] ?? 0, to, events: 0, frauds: 0, sum: 0 }));
  for (const { score, isFraud } of events) {
    const bin = bins.find(({ to }) => score < to);
    if (bin === undefined) continue;
    bin.events += 1;
    bin.sum += score;
    if (isFraud) bin.frauds += 1;
  }
  return bins
    .filter(({ events: count }) => count > 0)
    .map(({ from, to, events: count, frauds, sum }) => ({
      from,
      to: Math.min(100, to),
      events: count,
      frauds,
      meanScore: sum / count,
      fraudRate: frauds / count,
    }));
}
