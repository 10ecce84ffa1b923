/** A score and when it was given, epoch milliseconds. */
export interface TimedScore {
  readonly timeMs: number;
  readonly score: number;
}

export const dayMs = 86_400_000;
const leastDays = 7;
/** Fewer events above a threshold than this tell little about where it should lie. */
const leastAbove = 20;

/**
 * Place of the first event that tells a threshold at `nowMs`, for what stands before `place`: the events of seven days, or
 * as many more as it takes to have twenty of them above it.
 */
export function windowBegin(events: readonly TimedScore[], place: number, nowMs: number, share: number): number {
  const enough = Math.floor(place - leastAbove / Math.max(share, Number.EPSILON));
  return Math.max(0, Math.min(firstSince(events, 0, nowMs - leastDays * dayMs), enough));
}

/** Place of the first event at or after a time, from `from` on; `events` in order of time. */
export function firstSince(events: readonly TimedScore[], from: number, sinceMs: number): number {
  let [low, high] = [from, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.timeMs ?? 0) < sinceMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
