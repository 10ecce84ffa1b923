/** Whether a wanted share of challenges was met by thresholds that only the past could tell. */
export interface BudgetHit {
  /** Share wanted, 0..1. */
  readonly asked: number;
  /** Share of the test period's events at or above the threshold of their day. */
  readonly reached: number;
  /** The threshold of the last day. */
  readonly threshold: number;
  /** What one threshold for the whole test period, from everything before it, would have come to. */
  readonly withoutTuning: { readonly threshold: number; readonly reached: number };
}

/** A score and when it was given, epoch milliseconds. */
export interface TimedScore {
  readonly timeMs: number;
  readonly score: number;
}

const dayMs = 86_400_000;
const leastDays = 7;
/** Fewer events above a threshold than this tell little about where it should lie. */
const leastAbove = 20;

/**
 * Holds a budget against events from `testFromMs` on. The threshold is set anew every midnight (UTC), as if `policy tune`
 * ran each night: the score above which the wanted share of the last seven days' events lies, or of as many more days as
 * it takes to have twenty of them above it. `events` in order of time. Undefined without a past or without a test.
 */
export function budgetHit(events: readonly TimedScore[], testFromMs: number, asked: number): BudgetHit | undefined {
  const begin = events.findIndex(({ timeMs }) => timeMs >= testFromMs);
  if (begin < 1) return undefined;
  const least = leastAbove / Math.max(asked, Number.EPSILON);
  let threshold = 0;
  let above = 0;
  for (let from = begin; from < events.length; ) {
    const midnightMs = startOfDay(timeAt(events, from)) + dayMs;
    const until = firstSince(events, from, midnightMs);
    const windowFrom = firstSince(events, 0, startOfDay(timeAt(events, from)) - leastDays * dayMs);
    threshold = thresholdFor(events.slice(Math.max(0, Math.min(windowFrom, Math.floor(from - least))), from), asked);
    for (; from < until; from += 1) if ((events[from]?.score ?? 0) >= threshold) above += 1;
  }
  const test = events.slice(begin);
  const once = thresholdFor(events.slice(0, begin), asked);
  return {
    asked,
    reached: above / test.length,
    threshold,
    withoutTuning: { threshold: once, reached: test.filter(({ score }) => score >= once).length / test.length },
  };
}

const startOfDay = (ms: number): number => Math.floor(ms / dayMs) * dayMs;
const timeAt = (events: readonly TimedScore[], at: number): number => events[at]?.timeMs ?? 0;

/** The first event at or after a time, from `from` on. */
function firstSince(events: readonly TimedScore[], from: number, sinceMs: number): number {
  let [low, high] = [from, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeAt(events, middle) < sinceMs) low = middle + 1;
    else high = middle;
  }
  return low;
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
