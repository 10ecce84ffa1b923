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
      isHandover: false,
    },
  ],
  failures: [{ day: 20_000, tries: 3 }],
  failuresInARow: 2,
  recent: [{ challengeId: 'c-1', atMs: 1_772_357_400_000 }],
};

test('a budget is read as it was written', () => {
  expect(decodeBudget(encodeBudget(budget))).toEqual(budget);
});

/** What earlier releases wrote: the lane of deliveries is the one byte that ends an entry, the 26th here. */
const ofVersion = (version: number, bytes: Uint8Array): Uint8Array =>
  Uint8Array.of(version, ...bytes.subarray(1, 25), ...bytes.subarray(26));

test('one of version 1 is read: it knew of no recent challenges', () => {
  const { recent, ...before } = budget;
  const bytes = ofVersion(1, encodeBudget(budget));
  const ofRecent = 1 + 4 + 6; // Their number, an id of three characters with its length, an instant.
  expect(decodeBudget(bytes.slice(0, bytes.length - ofRecent))).toEqual({ ...before, recent: [] });
  expect(recent).toHaveLength(1);
});

test('one of version 2 is read: it knew of no deliveries', () => {
  expect(decodeBudget(ofVersion(2, encodeBudget(budget)))).toEqual(budget);
});

test('one of a later release is not', () => {
  const bytes = encodeBudget(budget);
  bytes[0] = 4;
  expect(() => decodeBudget(bytes)).toThrow('A stored budget has version 4; this release reads 1 to 3.');
});
