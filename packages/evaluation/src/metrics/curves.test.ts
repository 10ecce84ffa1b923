import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CurvePoint, curvesOf } from './curves.ts';
import { ranked, rankingQuality } from './ranking.ts';

/** Always the same resamples. */
const draw = (): ((below: number) => number) => {
  let state = 1;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
};
/** Few different scores, so that many are equal. */
const events = fc
  .array(
    fc.record({
      account: fc.constantFrom('a', 'b', 'c', 'd'),
      score: fc.integer({ min: 0, max: 6 }),
      isFraud: fc.boolean(),
    }),
    { minLength: 4, maxLength: 40 },
  )
  .filter((list) => list.some(({ isFraud }) => isFraud) && list.some(({ isFraud }) => !isFraud));
const at = (curve: readonly CurvePoint[], x: number): number => curve.find((point) => Math.abs(point.x - x) < 1e-9)!.y;

describe('curves', () => {
  it('go through the figures of the same ranking', () => {
    fc.assert(
      fc.property(events, (list) => {
        const curves = curvesOf(list, draw());
        const quality = rankingQuality(ranked(list));
        expect(at(curves!.caughtByAsked, 0.01)).toBeCloseTo(quality.recallAt.get(0.01)!, 9);
        expect(at(curves!.caughtByHonestAsked, 0.01)).toBeCloseTo(quality.tprAt1PercentFpr, 9);
      }),
      { numRuns: 30 },
    );
  });

  it('rise, end with everything caught, and then as precise as chance', () => {
    fc.assert(
      fc.property(events, (list) => {
        const { caughtByAsked, caughtByHonestAsked, precisionByCaught } = curvesOf(list, draw())!;
        for (const curve of [caughtByAsked, caughtByHonestAsked]) {
          curve.forEach(({ y }, place) => expect(y).toBeGreaterThanOrEqual((curve[place - 1]?.y ?? 0) - 1e-9));
        }
        expect(caughtByAsked.at(-1)!.y).toBeCloseTo(1, 9);
        const frauds = list.filter(({ isFraud }) => isFraud);
        const least = Math.min(...frauds.map(({ score }) => score));
        const taken = list.filter(({ score }) => score >= least).length;
        expect(precisionByCaught.at(-1)!.y).toBeCloseTo(frauds.length / taken, 9);
      }),
      { numRuns: 30 },
    );
  });

  it('are not drawn without frauds, nor without anything else', () => {
    const all = (isFraud: boolean) => [1, 2].map((score) => ({ account: 'a', score, isFraud }));
    expect(curvesOf(all(true), draw())).toBeUndefined();
    expect(curvesOf(all(false), draw())).toBeUndefined();
  });
});
