import { emptyProfile, encodeProfile, type Profile } from '@countersign/scoring';
import { expect, test } from 'vitest';
import { createProfileCache } from './profile-cache.ts';

const bytes = encodeProfile(emptyProfile);

test('knows what was filled or set, and gives an account without profile the empty one', () => {
  const cache = createProfileCache(1e6);
  expect(cache.has('ana')).toBe(false);
  expect(() => cache.get('ana')).toThrow('was not loaded');
  cache.fill('ana', undefined);
  expect(cache.get('ana')).toEqual(emptyProfile);
  cache.fill('ben', bytes);
  expect(cache.get('ben')).toEqual(emptyProfile);
});

test('hands out what changed once, in bytes, and goes on knowing it', () => {
  const cache = createProfileCache(1e6);
  cache.fill('ana', undefined);
  cache.fill('ben', undefined);
  const changed: Profile = { ...emptyProfile };
  cache.set('ana', changed);
  expect(cache.get('ana')).toBe(changed);
  expect([...cache.takeChanged().keys()]).toEqual(['ana']);
  expect(cache.takeChanged().size).toBe(0);
  expect(cache.get('ana')).toBe(changed);
});

test('forgets the least recently filled between batches, never within one', () => {
  const cache = createProfileCache(4_000);
  const accounts = Array.from({ length: 1_000 }, (_, at) => `account-${at}`);
  for (const account of accounts) cache.fill(account, bytes);
  expect(accounts.every((account) => cache.has(account))).toBe(true);
  cache.takeChanged();
  expect(accounts.every((account) => cache.has(account))).toBe(true);
  for (const account of accounts) cache.fill(`other ${account}`, bytes);
  cache.takeChanged();
  expect(accounts.some((account) => cache.has(account))).toBe(false);
  expect(cache.has('other account-1')).toBe(true);
});

test('keeps its share of what the process may keep', () => {
  let share = 1;
  const cache = createProfileCache(10_000_000, () => share);
  const fill = (stem: string): void => {
    for (let at = 0; at < 1_000; at += 1) cache.fill(`${stem}${at}`, bytes);
    cache.takeChanged();
  };
  fill('a');
  fill('b');
  expect(cache.has('a1')).toBe(true);
  share = 0.000_1;
  fill('c');
  fill('d');
  expect([cache.has('a1'), cache.has('c1'), cache.has('d1')]).toEqual([false, false, true]);
});

test('has the store delete an account of which nothing is left (SEC-07)', () => {
  const cache = createProfileCache(1e6);
  cache.fill('ana', encodeProfile({ ...emptyProfile, firstS: 1 }));
  cache.set('ana', emptyProfile);
  expect([...cache.takeChanged()]).toEqual([['ana', null]]);
  expect(cache.get('ana')).toEqual(emptyProfile);
});
