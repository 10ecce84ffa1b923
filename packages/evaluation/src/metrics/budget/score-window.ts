/** The scores of a stretch of a stream, by their places in it, ready to be counted whenever one joins or leaves. */
export interface ScoreWindow {
  /** How many scores are in it. */
  size(): number;
  join(place: number): void;
  leave(place: number): void;
  /** How many of them are greater than the score at a place of the stream. */
  greaterThan(place: number): number;
  /** The least score that fewer than so many of them exceed; `Infinity` where that is none, for a count of 0. */
  reachedBy(count: number): number;
}

/**
 * A window over a stream whose scores are all at hand, kept as a tree of counts over their ranks (Fenwick): every call takes
 * the logarithm of the stream's length. What has not joined counts nothing, so nothing is learned of what is to come.
 */
export function scoreWindow(stream: Float64Array): ScoreWindow {
  const distinct = Float64Array.from(new Set(stream)).sort().reverse();
  const rankOf = new Map(Array.from(distinct, (score, rank) => [score, rank + 1]));
  const ranks = Uint32Array.from(stream, (score) => rankOf.get(score) ?? 0);
  const counts = new Uint32Array(distinct.length + 1);
  const highest = 2 ** Math.floor(Math.log2(Math.max(1, distinct.length)));
  let held = 0;
  const change = (place: number, by: 1 | -1): void => {
    held += by;
    for (let at = ranks[place] ?? 0; at > 0 && at < counts.length; at += at & -at) counts[at] = (counts[at] ?? 0) + by;
  };
  return {
    size: () => held,
    join: (place) => change(place, 1),
    leave: (place) => change(place, -1),
    greaterThan(place) {
      let greater = 0;
      for (let at = (ranks[place] ?? 0) - 1; at > 0; at -= at & -at) greater += counts[at] ?? 0;
      return greater;
    },
    reachedBy(count) {
      if (count <= 0) return Number.POSITIVE_INFINITY;
      let at = 0;
      let passed = 0;
      for (let step = highest; step > 0; step >>= 1) {
        const next = at + step;
        if (next >= counts.length || passed + (counts[next] ?? 0) >= count) continue;
        at = next;
        passed += counts[next] ?? 0;
      }
      return distinct[at] ?? Number.NEGATIVE_INFINITY;
    },
  };
}
