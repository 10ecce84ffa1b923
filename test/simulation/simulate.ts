// Runs the simulation by hand: node test/simulation/simulate.ts [--seed N | --seeds N] [--first N] [--without GUARD]
import { parseArgs } from 'node:util';
import { type Guard, guards, simulate } from '@countersign/testkit';
import { simulatedPolicies } from './simulated-policy.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '2000' },
    first: { type: 'string', default: '1' },
    without: { type: 'string' },
  },
});
const isGuard = (name: string): name is Guard => guards.some((guard) => guard === name);
const { without } = values;
if (without !== undefined && !isGuard(without)) {
  console.error(`--without is "${without}"; allowed: ${guards.join(', ')}.`);
  process.exit(2);
}
const first = Number(values.seed ?? values.first);
const last = values.seed === undefined ? first + Number(values.seeds) - 1 : first;
const policy = simulatedPolicies();
const beganMs = performance.now();
let failing = 0;
let steps = 0;
for (let seed = first; seed <= last; seed += 1) {
  const run = await simulate(seed, without === undefined ? { policy } : { policy, without });
  steps += run.steps;
  if (run.violations.length === 0) continue;
  failing += 1;
  console.log(`seed ${seed}: ${run.violations.join(' ')}`);
}
const seconds = (performance.now() - beganMs) / 1000;
console.log(`${last - first + 1} seeds, ${failing} failing, ${steps} steps, ${seconds.toFixed(1)} s`);
process.exitCode = failing > 0 ? 1 : 0;
