import { expect, it } from 'vitest';
import { isKnownThing, withThing, withoutYoung } from './known-things.ts';

const dayS = 86_400;
const startS = 1_000 * dayS;

it('is known a day after the first dealing, not before (DEL-21)', () => {
  const things = withThing([], 7, startS, startS, 3);
  expect(isKnownThing(things, 7, startS + dayS - 1)).toBe(false);
  expect(isKnownThing(things, 7, startS + dayS)).toBe(true);
  expect(isKnownThing(things, 8, startS + dayS)).toBe(false);
  expect(withThing(things, 0, startS, startS, 3)).toBe(things);
});

it('keeps its bound: what was not touched for longest goes', () => {
  let things = withThing([], 1, startS, startS, 2);
  things = withThing(things, 2, startS, startS, 2);
  things = withThing(things, 1, startS + dayS, startS + dayS, 2);
  things = withThing(things, 3, startS + dayS, startS + dayS, 2);
  expect(things.map(({ key }) => key)).toEqual([1, 3]);
  expect(things[0]).toEqual({ key: 1, firstS: startS, lastS: startS + dayS });
});

it('takes back what is younger than a day', () => {
  const things = withThing(withThing([], 1, startS, startS, 5), 2, startS + dayS, startS + dayS, 5);
  expect(withoutYoung(things, startS + dayS + 5).map(({ key }) => key)).toEqual([1]);
  expect(withoutYoung(things, startS + 3 * dayS)).toBe(things);
});
