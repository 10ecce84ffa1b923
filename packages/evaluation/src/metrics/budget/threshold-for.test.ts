import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thresholdFor } from './threshold-for.ts';

const scores = (...list: number[]) => list.map((score) => ({ score }));

describe('thresholdFor', () => {
  it('lets at most the share through, and no further score', () => {
    const events = fc.array(fc.record({ score: fc.integer({ min: 0, max: 20 }) }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(events, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const threshold = thresholdFor(list, share);
        const reach = (least: number): number => list.filter(({ score }) => score >= least).length;
        expect(reach(threshold)).toBeLessThanOrEqual(Math.floor(share * list.length));
        const below = list.map(({ score }) => score).filter((score) => score < threshold);
        if (below.length > 0) expect(reach(Math.max(...below))).toBeGreaterThan(Math.floor(share * list.length));
      }),
    );
  });

  it('lets everything through where all may be asked, the lowest score included', () => {
    expect(thresholdFor(scores(0), 1)).toBe(0);
    expect(thresholdFor(scores(3, 0, 0), 1)).toBe(0);
  });

  it('lets nothing through where more share the highest score than may be asked', () => {
    expect(thresholdFor(scores(100, 100, 1), 0.5)).toBeGreaterThan(100);
  });
});
