import { guards, simulate } from '@countersign/testkit';
import { describe, expect, it } from 'vitest';
import { simulatedPolicies } from './simulated-policy.ts';

const policy = simulatedPolicies();
const seeds = 2000;

describe('the simulation notices when a guard is left out (mutation gate)', () => {
  it.each(guards)('%s', async (without) => {
    let noticed: number | undefined;
    for (let seed = 1; seed <= seeds && noticed === undefined; seed += 1) {
      const { violations } = await simulate(seed, { policy, without });
      if (violations.length > 0) noticed = seed;
    }
    expect(noticed, `no seed up to ${seeds} noticed that this is missing: ${without}`).toBeDefined();
  });

  it('simulates the same world for the same seed', async () => {
    expect(await simulate(7, { policy })).toEqual(await simulate(7, { policy }));
  });
});
