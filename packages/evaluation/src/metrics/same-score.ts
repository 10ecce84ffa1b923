import type { Draw, Interval } from './bootstrap.ts';
import { type CalibrationBin, binOf } from './calibration.ts';
import { shareIntervals } from './share-intervals.ts';

/** Whether the higher scores of one event type mean what they mean for all types together. */
export interface SameScore {
  /** Events of the type from `fromScore` on, and the frauds among them. */
  readonly events: number;
  readonly frauds: number;
  /** Frauds that there would be if its scores meant the same as those of all types together. */
  readonly expected: number;
  /** `frauds / expected`: 1 where a score means the same, 2 where the type's events are frauds twice as often at the same scores. */
  readonly ratio: number;
  readonly interval: Interval;
}

/** Scores of elevated risk: below, nobody is asked and next to nobody is a thief. */
const fromScore = 65;

/**
 * Frauds of one event type against those that the fraud rates of all types, range of scores by range, would make of its
 * events. Undefined without events of elevated risk or without any fraud at them. `all`: the reliability of all types.
 */
export function sameScore(
  events: readonly { readonly account: string; readonly score: number; readonly isFraud: boolean }[],
  all: readonly CalibrationBin[],
  draw: Draw,
): SameScore | undefined {
  const rates = new Map(all.map(({ from, fraudRate }) => [binOf(from), fraudRate]));
  const elevated = events.filter(({ score }) => score >= fromScore);
  const expected = elevated.reduce((sum, { score }) => sum + (rates.get(binOf(score)) ?? 0), 0);
  if (expected === 0) return undefined;
  const frauds = elevated.filter(({ isFraud }) => isFraud).length;
  const perShare = elevated.length / expected;
  const shares = shareIntervals(
    elevated.map(({ account, isFraud }) => ({ account, name: '', isPart: isFraud })),
    draw,
  );
  const [least, most] = shares.get('') ?? [0, 1];
  return {
    events: elevated.length,
    frauds,
    expected,
    ratio: frauds / expected,
    interval: [least * perShare, most * perShare],
  };
}
