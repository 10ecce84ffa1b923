import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetHit, thresholdFor } from './budget.ts';

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
});

describe('thresholdFor at its ends', () => {
  it('lets everything through where all may be asked, the lowest score included', () => {
    expect(thresholdFor(scores(0), 1)).toBe(0);
    expect(thresholdFor(scores(3, 0, 0), 1)).toBe(0);
  });

  it('lets nothing through where more share the highest score than may be asked', () => {
    expect(thresholdFor(scores(100, 100, 1), 0.5)).toBeGreaterThan(100);
  });
});

const dayMs = 86_400_000;
/** One event an hour, from midnight on. */
const hourly = (list: readonly number[]) => list.map((score, at) => ({ score, timeMs: (at * dayMs) / 24 }));
const cycle = (days: number, of: (at: number) => number): readonly number[] =>
  Array.from({ length: days * 24 }, (_, at) => of(at));

describe('budgetHit', () => {
  it('sets the threshold of each day by the days before it, and says what one threshold would have come to', () => {
    const rising = hourly(cycle(60, (at) => (at % 24) + Math.floor(at / 24)));
    const hit = budgetHit(rising, 30 * dayMs, 0.25);
    expect(hit?.asked).toBe(0.25);
    expect(hit?.reached).toBeLessThan(hit?.withoutTuning.reached ?? 0);
    expect(hit?.withoutTuning.reached).toBeGreaterThan(0.7);
  });

  it('is never told by what comes later', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 200, maxLength: 300 });
    fc.assert(
      fc.property(scores, scores, (past, later) => {
        const testFromMs = hourly(past).length * (dayMs / 24);
        const whole = budgetHit(hourly([...past, ...later]), testFromMs, 0.1);
        const first = budgetHit(hourly([...past, ...later.slice(0, 1)]), testFromMs, 0.1);
        expect(whole?.withoutTuning.threshold).toBe(first?.withoutTuning.threshold);
      }),
      { numRuns: 50 },
    );
  });

  it('meets the share where every week is like the one before', () => {
    const alike = hourly(cycle(60, (at) => (at * 7_919) % 1_009));
    expect(budgetHit(alike, 30 * dayMs, 0.1)?.reached).toBeCloseTo(0.1, 1);
  });

  it('is not known without a past', () => {
    expect(budgetHit(hourly([1]), 0, 0.01)).toBeUndefined();
    expect(budgetHit(hourly([1]), dayMs, 0.01)).toBeUndefined();
  });
});
