import { simulate } from '@countersign/testkit';
import { expect, it } from 'vitest';
import { simulatedPolicies } from './simulated-policy.ts';

/** How many seeds the normal test run has; any number with SIMULATION_SEEDS. */
export const seedCount = Number(process.env['SIMULATION_SEEDS'] ?? 2000);

/** Runs every second seed, so that two files share the work between two processors. */
export function keepsPromises(firstSeed: 1 | 2): void {
  const policy = simulatedPolicies();
  it(`keeps every promise in every second of ${seedCount} seeded runs, from ${firstSeed} on`, async () => {
    for (let seed = firstSeed; seed <= seedCount; seed += 2) {
      const { violations } = await simulate(seed, { policy });
      expect(violations, `seed ${seed}; look into it with: node test/simulation/simulate.ts --seed ${seed}`).toEqual(
        [],
      );
    }
  });
}
