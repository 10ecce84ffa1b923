import { expect, it } from 'vitest';
import { burdens } from './fairness.ts';

const honest = (country: string, count: number, challenged: number) =>
  Array.from({ length: count }, (_, at) => ({
    action: at < challenged ? ('challenge' as const) : ('allow' as const),
    isFraud: false,
    segments: { country },
  }));

it('flags a group that is asked more than twice as often as all others', () => {
  const found = burdens([...honest('PT', 1_000, 10), ...honest('NO', 1_000, 12), ...honest('NG', 500, 25)]);
  expect(found.map(({ group, challenged, isFlagged }) => [group, challenged, isFlagged])).toEqual([
    ['NG', 0.05, true],
    ['NO', 0.012, false],
    ['PT', 0.01, false],
  ]);
});

it('says nothing of groups too small to tell, nor of frauds', () => {
  const frauds = honest('XX', 300, 300).map((event) => ({ ...event, isFraud: true }));
  expect(burdens([...honest('PT', 1_000, 10), ...honest('FO', 20, 20), ...frauds]).map(({ group }) => group)).toEqual([
    'PT',
  ]);
});
