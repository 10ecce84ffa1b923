import { expect, it } from 'vitest';
import { createLineBudget } from './line-budget.ts';

it('lets a few lines of a kind through in a minute and counts the others', () => {
  let now = 0;
  const budget = createLineBudget(2, () => now);
  expect([budget.take('a'), budget.take('a'), budget.take('a'), budget.take('a')]).toEqual([
    { heldBack: 0 },
    { heldBack: 0 },
    undefined,
    undefined,
  ]);
  expect(budget.take('b')).toEqual({ heldBack: 0 });
  now = 60_000;
  expect(budget.take('a')).toEqual({ heldBack: 2 });
  expect(budget.take('a')).toEqual({ heldBack: 0 });
});

it('forgets kinds rather than growing without bound', () => {
  const budget = createLineBudget(1, () => 0);
  for (let kind = 0; kind < 5_000; kind += 1) expect(budget.take(`source ${kind}`)).toEqual({ heldBack: 0 });
});
