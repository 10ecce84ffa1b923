import { scorerGuards, simulate } from '@countersign/testkit';
import { describe, expect, it } from 'vitest';
import { simulatedPolicies } from './simulated-policy.ts';

const seeds = Number(process.env['SIMULATION_SEEDS'] ?? 2000);
const policy = simulatedPolicies();

describe('delivery, simulated (TST-01)', () => {
  it(`keeps every promise in ${seeds} seeded runs`, async () => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { violations } = await simulate(seed, { policy });
      expect(violations, `seed ${seed}; look into it with: node test/simulation/simulate.ts --seed ${seed}`).toEqual(
        [],
      );
    }
  });

  it.each(scorerGuards)('notices within those seeds when this guard is left out: %s', async (without) => {
    let noticed: number | undefined;
    for (let seed = 1; seed <= 2000 && noticed === undefined; seed += 1) {
      const { violations } = await simulate(seed, { policy, without });
      if (violations.length > 0) noticed = seed;
    }
    expect(noticed, `no seed up to 2000 noticed that ${without} is missing`).toBeDefined();
  });
});
