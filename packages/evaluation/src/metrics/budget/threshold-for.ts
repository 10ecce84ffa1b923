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
