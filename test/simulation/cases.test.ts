import type { CaseStore } from '@countersign/engine';
import { simulateCases } from '@countersign/testkit';
import { describe, expect, it } from 'vitest';
import { seedCount } from './keeps-promises.ts';

/** The world of cases is small: a quarter of the seeds visits as much of it. */
const caseSeeds = Math.ceil(seedCount / 4);

const atOnce = (): Promise<void> => Promise.resolve();

/** The guards of cases, each taken out. */
const mutations: Readonly<Record<string, (store: CaseStore) => CaseStore>> = {
  'the outbox in the same step': (store) => ({
    ...store,
    transition: (change) => store.transition({ ...change, outbox: [] }),
  }),
  'the wait before answering and publishing': (store) => ({
    ...store,
    transition: async (change) => ({ ...(await store.transition(change)), durable: atOnce }),
    pending: async (...args) => ({ ...(await store.pending(...args)), durable: atOnce }),
  }),
  'the deadline in the due-queue': (store) => ({
    ...store,
    transition: (change) => store.transition({ ...change, dueAtMs: null }),
  }),
};

describe('cases, simulated (CASE-01, TST-01)', () => {
  it(`end once each, as everybody was told, in ${caseSeeds} seeded runs`, async () => {
    for (let seed = 1; seed <= caseSeeds; seed += 1) {
      const { violations } = await simulateCases(seed);
      expect(violations, `seed ${seed}`).toEqual([]);
    }
  });

  it.each(Object.entries(mutations))('notice when %s is left out (mutation gate)', async (_, sabotage) => {
    let noticed: number | undefined;
    for (let seed = 1; seed <= caseSeeds && noticed === undefined; seed += 1) {
      if ((await simulateCases(seed, sabotage)).violations.length > 0) noticed = seed;
    }
    expect(noticed).toBeDefined();
  });
});
