import { expect, it } from 'vitest';
import { burdens } from './fairness.ts';

/** Always the same resamples. */
const draw = (): ((below: number) => number) => {
  let state = 1;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
};
const honest = (country: string, count: number, challenged: number) =>
  Array.from({ length: count }, (_, at) => ({
    action: at < challenged ? ('challenge' as const) : ('allow' as const),
    account: `${country}-${at % 50}`,
    isFraud: false,
    segments: { country },
  }));

it('flags a group that is asked more than twice as often as all others', () => {
  const found = burdens([...honest('PT', 1_000, 10), ...honest('NO', 1_000, 12), ...honest('NG', 500, 25)], draw());
  expect(found.map(({ group, challenged, isFlagged }) => [group, challenged, isFlagged])).toEqual([
    ['NG', 0.05, true],
    ['NO', 0.012, false],
    ['PT', 0.01, false],
  ]);
});

it('says nothing of groups too small to tell, nor of frauds', () => {
  const frauds = honest('XX', 300, 300).map((event) => ({ ...event, isFraud: true }));
  expect(
    burdens([...honest('PT', 1_000, 10), ...honest('FO', 20, 20), ...frauds], draw()).map(({ group }) => group),
  ).toEqual(['PT']);
});

it('flags who is denied more often, too, and says how sure it is', () => {
  const denied = honest('NG', 500, 25).map((event) =>
    event.action === 'challenge' ? { ...event, action: 'deny' as const } : event,
  );
  const [group] = burdens([...denied, ...honest('PT', 1_000, 10)], draw()).filter(({ group: name }) => name === 'NG');
  expect(group).toMatchObject({ denied: 0.05, challenged: 0, flaggedFor: ['denied'], isFlagged: true });
  const [low, high] = group!.intervals.denied;
  expect(low).toBeLessThan(0.05);
  expect(high).toBeGreaterThan(0.05);
  expect(high - low).toBeLessThan(0.05);
});

it('does not flag the many because a few others were lucky', () => {
  const found = burdens([...honest('PT', 5_000, 50), ...honest('NG', 300, 0)], draw());
  expect(found.map(({ group, isFlagged }) => [group, isFlagged])).toEqual([
    ['PT', false],
    ['NG', false],
  ]);
});
