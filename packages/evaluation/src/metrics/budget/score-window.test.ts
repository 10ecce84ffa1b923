import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scoreWindow } from './score-window.ts';

const stream = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

it('counts what a sorted copy of the window would, whatever joined and left', () => {
  fc.assert(
    fc.property(stream, share, share, fc.integer({ min: 0, max: 70 }), (scores, some, more, count) => {
      const window = scoreWindow(Float64Array.from(scores));
      const end = Math.ceil(some * scores.length);
      const begin = Math.floor(more * end);
      for (let place = 0; place < end; place += 1) window.join(place);
      for (let place = 0; place < begin; place += 1) window.leave(place);
      const held = scores.slice(begin, end);
      expect(window.size()).toBe(held.length);
      scores.forEach((score, place) => {
        expect(window.greaterThan(place)).toBe(held.filter((other) => other > score).length);
      });
      const fewExceed = (least: number): boolean => held.filter((score) => score > least).length < count;
      const reached = window.reachedBy(count);
      if (count === 0) return void expect(reached).toBe(Number.POSITIVE_INFINITY);
      if (count > held.length) return void expect(reached).toBeLessThanOrEqual(Math.min(...scores));
      expect(fewExceed(reached)).toBe(true);
      expect(scores.filter((score) => score < reached).some(fewExceed)).toBe(false);
    }),
  );
});
