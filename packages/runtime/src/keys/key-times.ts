import type { VersionedKey } from './versioned-key.ts';

/** The key that is used at a moment: the one whose time came last, of several the first; before any time came, the earliest. */
export function currentKey(keys: readonly VersionedKey[], nowMs: number): VersionedKey | undefined {
  const begun = keys.filter((key) => startOf(key) <= nowMs);
  const [first = keys.toSorted((a, b) => startOf(a) - startOf(b))[0], ...others] = begun;
  return others.reduce((best, key) => (best !== undefined && startOf(key) > startOf(best) ? key : best), first);
}

/** When another key comes into use next; Infinity when none is announced. Epoch milliseconds. */
export const nextChangeMs = (keys: readonly VersionedKey[], nowMs: number): number =>
  Math.min(Infinity, ...keys.map(startOf).filter((startMs) => startMs > nowMs));

/** When a key was followed by the next one: what it was used for is from before then. Undefined while it is current or announced. */
export function replacedAtMs(keys: readonly VersionedKey[], kid: string, nowMs: number): number | undefined {
  const [key] = keys.filter((one) => one.kid === kid);
  if (key === undefined || startOf(key) > nowMs || currentKey(keys, nowMs)?.kid === kid) return undefined;
  const later = keys.map(startOf).filter((startMs) => startMs > startOf(key) && startMs <= nowMs);
  return later.length === 0 ? startOf(key) : Math.min(...later);
}

const startOf = ({ activeFromMs }: VersionedKey): number => activeFromMs ?? -Infinity;
