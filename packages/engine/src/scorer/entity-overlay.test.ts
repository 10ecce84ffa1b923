import { expect, test } from 'vitest';
import { createEntityOverlay } from './entity-overlay.ts';

const set = { id: 'device:d:accounts', bucketMs: 1_000, windowMs: 5_000 };
const use = (member: string | undefined) => [{ name: 'deviceAccounts', set, member }];

test('shows what was loaded, and what the batch saw before, but not the event itself', () => {
  const overlay = createEntityOverlay(new Map([[set.id, new Map([['ana', 1_000]])]]));
  expect(overlay.view(use('ben')).get('deviceAccounts')).toEqual(new Map([['ana', 1_000]]));
  expect(overlay.view(use('ben')).get('ipAccounts')).toBeUndefined();
  overlay.observe(use('ben'), 7_400);
  expect(overlay.view(use('cleo')).get('deviceAccounts')).toEqual(new Map(Object.entries({ ana: 1_000, ben: 7_000 })));
});

test('a set of which the store has nothing is empty, not unknown', () => {
  expect(createEntityOverlay(new Map()).view(use('ana')).get('deviceAccounts')).toEqual(new Map());
});

test('writes each member and bucket once, and none that the store has', () => {
  const overlay = createEntityOverlay(new Map([[set.id, new Map([['ana', 7_000]])]]));
  for (const atMs of [7_100, 7_900]) overlay.observe([...use('ana'), ...use('ben'), ...use(undefined)], atMs);
  overlay.observe(use('ana'), 8_000);
  expect(overlay.observations).toEqual([
    { set, member: 'ben', atMs: 7_100 },
    { set, member: 'ana', atMs: 8_000 },
  ]);
});

test('without an answer of the store shows nothing, and still writes what it sees', () => {
  const overlay = createEntityOverlay(undefined);
  expect([overlay.available, overlay.view(use('ana')).get('deviceAccounts')]).toEqual([false, undefined]);
  overlay.observe(use('ana'), 1);
  expect(overlay.observations).toHaveLength(1);
});
