import { type TimedScore, dayMs, firstSince, windowBegin } from './past-window.ts';
import { thresholdFor } from './threshold-for.ts';

/**
 * How many events from `begin` on reach a threshold that is set anew every midnight (UTC) from the scores before, as if
 * `policy tune` ran each night: what was asked is not looked at. `events` in order of time.
 */
export function askedNightly(events: readonly TimedScore[], begin: number, wanted: number): number {
  let asked = 0;
  for (let from = begin; from < events.length; ) {
    const midnightMs = Math.floor((events[from]?.timeMs ?? 0) / dayMs) * dayMs;
    const until = firstSince(events, from, midnightMs + dayMs);
    const threshold = thresholdFor(events.slice(windowBegin(events, from, midnightMs, wanted), from), wanted);
    for (; from < until; from += 1) if ((events[from]?.score ?? 0) >= threshold) asked += 1;
  }
  return asked;
}
