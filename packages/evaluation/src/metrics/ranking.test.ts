import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranked, rankingQuality } from './ranking.ts';

interface Event {
  readonly score: number;
  readonly isFraud: boolean;
}

/** Few different scores, so that many are equal. */
const events = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 6 }), isFraud: fc.boolean() }), { minLength: 4, maxLength: 60 })
  .filter((list) => list.some(({ isFraud }) => isFraud) && list.some(({ isFraud }) => !isFraud));

/** Share of pairs of a fraud and an honest event in which the fraud has the higher score; half of what is equal. */
function pairsRight(list: readonly Event[]): number {
  let [right, all] = [0, 0];
  for (const fraud of list.filter(({ isFraud }) => isFraud)) {
    for (const honest of list.filter(({ isFraud }) => !isFraud)) {
      all += 1;
      right += fraud.score > honest.score ? 1 : fraud.score === honest.score ? 0.5 : 0;
    }
  }
  return right / all;
}

/** Precision at the score of each fraud, averaged. */
function precisionsOfFrauds(list: readonly Event[]): number {
  const frauds = list.filter(({ isFraud }) => isFraud);
  const precisions = frauds.map(({ score }) => {
    const taken = list.filter((other) => other.score >= score);
    return taken.filter(({ isFraud }) => isFraud).length / taken.length;
  });
  return precisions.reduce((sum, one) => sum + one, 0) / frauds.length;
}

describe('rankingQuality', () => {
  it('gives the area under the ROC curve as the share of pairs in the right order', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(rankingQuality(ranked(list)).rocAuc).toBeCloseTo(pairsRight(list));
      }),
    );
  });

  it('gives the average precision of the frauds', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(rankingQuality(ranked(list)).averagePrecision).toBeCloseTo(precisionsOfFrauds(list));
      }),
    );
  });

  it('counts an event of weight three as three events', () => {
    fc.assert(
      fc.property(events, (list) => {
        const weightOf = (at: number): number => 1 + (at % 3);
        const repeated = list.flatMap((event, at) => Array.from({ length: weightOf(at) }, () => event));
        const weighed = rankingQuality(ranked(list), weightOf);
        const counted = rankingQuality(ranked(repeated));
        expect(weighed.averagePrecision).toBeCloseTo(counted.averagePrecision);
        expect(weighed.tprAt1PercentFpr).toBeCloseTo(counted.tprAt1PercentFpr);
        for (const [rate, recall] of counted.recallAt) expect(weighed.recallAt.get(rate)).toBeCloseTo(recall);
      }),
    );
  });

  it('takes a share of what has the same score', () => {
    const list = Array.from({ length: 1_000 }, (_, at) => ({ score: at < 100 ? 9 : 1, isFraud: at < 50 }));
    const { recallAt, tprAt1PercentFpr } = rankingQuality(ranked(list));
    expect(recallAt.get(0.05)).toBeCloseTo(0.5); // Half of the hundred, and so half of the frauds among them.
    expect(recallAt.get(0.01)).toBeCloseTo(0.1);
    expect(tprAt1PercentFpr).toBeCloseTo(0.19); // 9.5 of the 50 honest ones at the top.
  });

  it('is perfect when every fraud is above every honest event', () => {
    const list = Array.from({ length: 1_000 }, (_, at) => ({ score: 1_000 - at, isFraud: at < 5 }));
    const { recallAt, ...rest } = rankingQuality(ranked(list));
    expect(rest).toEqual({ averagePrecision: 1, rocAuc: 1, tprAt1PercentFpr: 1 });
    expect([...recallAt.values()]).toEqual([1, 1, 1, 1]);
  });
});
