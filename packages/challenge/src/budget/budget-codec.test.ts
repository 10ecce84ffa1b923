import { expect, test } from 'vitest';
import type { AccountBudget } from './account-budget.ts';
import { decodeBudget, encodeBudget } from './budget-codec.ts';

const budget: AccountBudget = {
  entries: [
    {
      challengeId: 'c-1',
      atMs: 1_772_357_400_000,
      isProved: true,
      device: 'd',
      session: undefined,
      bindingDigest: 'b',
      expiresAtMs: 1_772_358_000_000,
    },
  ],
  failures: [{ day: 20_000, tries: 3 }],
  failuresInARow: 2,
  recent: [{ challengeId: 'c-1', atMs: 1_772_357_400_000 }],
};

test('a budget is read as it was written', () => {
  expect(decodeBudget(encodeBudget(budget))).toEqual(budget);
});

test('one of version 1 is read: it knew of no recent challenges', () => {
  const { recent, ...before } = budget;
  const bytes = encodeBudget(budget);
  const ofRecent = 1 + 4 + 6; // Their number, an id of three characters with its length, an instant.
  const old = bytes.slice(0, bytes.length - ofRecent);
  old[0] = 1;
  expect(decodeBudget(old)).toEqual({ ...before, recent: [] });
  expect(recent).toHaveLength(1);
});

test('one of a later release is not', () => {
  const bytes = encodeBudget(budget);
  bytes[0] = 3;
  expect(() => decodeBudget(bytes)).toThrow('A stored budget has version 3; this release reads 1 to 2.');
});
