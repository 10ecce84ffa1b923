/**
 * What happened when, for exact sliding windows: flat triples of epoch second, count, sum; oldest first.
 * Sums are in minor units of one currency (0 where nothing is summed).
 */
export type Series = readonly number[];

/** Longest window that anybody asks for: 7 days. Older entries are dropped when something is added. */
export const keepSeconds = 7 * 86_400;

/** Count of the entries in the half-open window `(endS − windowS, endS]` of whole seconds, which is `windowS` seconds long. */
export function countWithin(series: Series, endS: number, windowS: number): number {
  let count = 0;
  for (let i = series.length - 3; i >= 0; i -= 3) {
    if (at(series, i) <= endS - windowS) break;
    if (at(series, i) <= endS) count += at(series, i + 1);
  }
  return count;
}

/** Sum of the entries in the window of `countWithin`. */
export function sumWithin(series: Series, endS: number, windowS: number): number {
  let sum = 0;
  for (let i = series.length - 3; i >= 0; i -= 3) {
    if (at(series, i) <= endS - windowS) break;
    if (at(series, i) <= endS) sum += at(series, i + 2);
  }
  return sum;
}

/** Adds up a value of each entry in the window of `countWithin`, by the count and the sum that it stands for. */
export function totalWithin(
  series: Series,
  endS: number,
  windowS: number,
  valueOf: (count: number, sum: number) => number,
): number {
  let total = 0;
  for (let i = series.length - 3; i >= 0; i -= 3) {
    if (at(series, i) <= endS - windowS) break;
    if (at(series, i) <= endS) total += valueOf(at(series, i + 1), at(series, i + 2));
  }
  return total;
}

/**
 * The series with one more happening. Entries beyond `limit` are merged where two neighbours lie closest in time,
 * keeping the later time, so that a flood is counted in full and seen a little late rather than too early.
 */
export function withHappening(series: Series, timeS: number, sum: number, limit: number): Series {
  const last = series.length - 3;
  const whenS = last >= 0 ? Math.max(timeS, at(series, last)) : timeS;
  let start = 0;
  while (start < series.length && at(series, start) <= whenS - keepSeconds) start += 3;
  const next = start === 0 ? series.slice() : series.slice(start);
  next.push(whenS, 1, sum);
  if (next.length > limit * 3) mergeClosest(next);
  return next;
}

function mergeClosest(entries: number[]): void {
  let closest = 0;
  let gap = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 3 < entries.length; i += 3) {
    const here = at(entries, i + 3) - at(entries, i);
    if (here < gap) {
      gap = here;
      closest = i;
    }
  }
  const count = at(entries, closest + 1) + at(entries, closest + 4);
  const sum = Math.min(at(entries, closest + 2) + at(entries, closest + 5), Number.MAX_SAFE_INTEGER);
  entries.splice(closest, 6, at(entries, closest + 3), count, sum);
}

const at = (list: readonly number[], index: number): number => list[index] ?? 0;
