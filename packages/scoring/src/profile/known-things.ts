import { stagedForS } from './lesson.ts';
import type { KnownThing } from './money-memory.ts';

/** Whether something has been dealt with for more than a day: what a thief did this morning is not a habit (DEL-21). */
export function isKnownThing(things: readonly KnownThing[], key: number, nowS: number): boolean {
  for (const thing of things) if (thing.key === key) return nowS - thing.firstS >= stagedForS;
  return false;
}

/** The things with one more dealing. Above `limit` the one that was not touched for longest goes. */
export function withThing(
  things: readonly KnownThing[],
  key: number,
  firstS: number,
  lastS: number,
  limit: number,
): readonly KnownThing[] {
  if (key === 0) return things;
  const index = things.findIndex((thing) => thing.key === key);
  const before = things[index];
  if (before !== undefined) {
    const next = things.slice();
    next[index] = { key, firstS: Math.min(before.firstS, firstS), lastS: Math.max(before.lastS, lastS) };
    return next;
  }
  const grown = [...things, { key, firstS, lastS }];
  if (grown.length <= limit) return grown;
  const stalest = grown.reduce((a, b) => (b.lastS < a.lastS ? b : a));
  return grown.filter((thing) => thing !== stalest);
}

/** The things without those that were new in the last day. */
export const withoutYoung = (things: readonly KnownThing[], nowS: number): readonly KnownThing[] =>
  things.every((thing) => nowS - thing.firstS >= stagedForS)
    ? things
    : things.filter((thing) => nowS - thing.firstS >= stagedForS);
