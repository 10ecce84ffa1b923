import { describe, expect, it } from 'vitest';
import { calibration } from './calibration.ts';
import { sameScore } from './same-score.ts';

const draw = (below: number): number => below - 1;
/** So many events of one score, each of another account; the first are frauds. */
const events = (count: number, frauds: number, score: number) =>
  Array.from({ length: count }, (_, at) => ({ account: `a${at}`, score, isFraud: at < frauds }));

describe('sameScore', () => {
  it('is 1 where the types are alike, and says how much more often one is fraud at the same scores', () => {
    const logins = [...events(1_000, 0, 10), ...events(100, 20, 82)];
    const purchases = [...events(500, 5, 10), ...events(100, 60, 82)];
    const all = calibration([...logins, ...purchases], draw);
    expect(sameScore(logins, all, draw)).toMatchObject({ events: 100, frauds: 20 });
    expect(sameScore(logins, all, draw)?.expected).toBeCloseTo(40, 6);
    expect(sameScore(logins, all, draw)?.ratio).toBeCloseTo(0.5, 6);
    expect(sameScore(purchases, all, draw)?.ratio).toBeCloseTo(1.5, 6);
    expect(sameScore(logins, calibration(logins, draw), draw)?.ratio).toBeCloseTo(1, 9);
  });

  it('says nothing without elevated scores, or without frauds at them', () => {
    const low = events(100, 10, 20);
    expect(sameScore(low, calibration(low, draw), draw)).toBeUndefined();
    const honest = events(100, 0, 80);
    expect(sameScore(honest, calibration(honest, draw), draw)).toBeUndefined();
  });
});
