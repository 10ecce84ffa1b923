import type { Draw, Interval } from './bootstrap.ts';
import { shareIntervals } from './share-intervals.ts';

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
  /** Of the share of frauds, over resamples of accounts. */
  readonly interval: Interval;
}

const edges = [0, 5, 10, 20, 30, 40, 50, 60, 65, 70, 75, 80, 85, 90, 95, 100.001];

/** The reliability of scores in fixed ranges, so that event types and data sets can be laid side by side; empty ranges are left out. */
export function calibration(
  events: readonly { readonly account: string; readonly score: number; readonly isFraud: boolean }[],
  draw: Draw,
): readonly CalibrationBin[] {
  const bins = edges.slice(1).map((to, at) => ({ from: edges[at] ?? 0, to, events: 0, frauds: 0, sum: 0 }));
  const intervals = shareIntervals(
    events.map(({ account, score, isFraud }) => ({ account, name: String(binOf(score)), isPart: isFraud })),
    draw,
  );
  for (const { score, isFraud } of events) {
    const bin = bins[binOf(score)];
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
      interval: intervals.get(String(edges.indexOf(from))) ?? [0, 1],
    }));
}

/** The range of a score, from 0. */
export const binOf = (score: number): number => edges.findIndex((edge) => score < edge) - 1;
