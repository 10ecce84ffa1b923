import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Series, countWithin, sumWithin, withHappening } from './series.ts';

const built = (timesS: readonly number[], limit = 48): Series =>
  timesS.reduce<Series>((series, timeS) => withHappening(series, timeS, 10, limit), []);

it('counts exactly what lies in the last W seconds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1_000_000, max: 1_050_000 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 60_000 }),
      (times, windowS) => {
        const sorted = times.toSorted((a, b) => a - b);
        const series = built(sorted);
        const endS = 1_050_000;
        const inside = sorted.filter((timeS) => timeS > endS - windowS);
        expect(countWithin(series, endS, windowS)).toBe(inside.length);
        expect(sumWithin(series, endS, windowS)).toBe(inside.length * 10);
      },
    ),
  );
});

it('keeps its bound and loses no count in a flood', () => {
  const series = built(
    Array.from({ length: 5_000 }, (_, i) => 1_000_000 + i),
    48,
  );
  expect(series.length).toBeLessThanOrEqual(48 * 3);
  expect(countWithin(series, 1_005_000, 86_400)).toBe(5_000);
});

it('drops what is a week old, and never mutates', () => {
  const before = built([1_000_000]);
  const after = withHappening(before, 1_000_000 + 7 * 86_400, 10, 48);
  expect(before).toEqual([1_000_000, 1, 10]);
  expect(after).toEqual([1_000_000 + 7 * 86_400, 1, 10]);
});
