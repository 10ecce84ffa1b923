import { emptyProfile } from '@countersign/scoring';
import { expect, test } from 'vitest';
import { createReplayedProfiles } from './replayed-profiles.ts';

test('gives what was put last, long after it took its compact form', () => {
  const profiles = createReplayedProfiles();
  const accounts = Array.from({ length: 10_000 }, (_, at) => `account-${at}`);
  const profileOf = (at: number) => ({ ...emptyProfile, firstS: 1_760_000_000 + at, lastS: 1_760_000_000 + at });
  for (const [at, account] of accounts.entries()) profiles.put(account, profileOf(at));
  for (const [at, account] of accounts.slice(0, 3).entries()) profiles.put(account, profileOf(at + 50));
  expect(accounts.map((account) => profiles.get(account).lastS)).toEqual(
    accounts.map((_, at) => profileOf(at < 3 ? at + 50 : at).lastS),
  );
  expect(profiles.get('nobody')).toBe(emptyProfile);
});
