// Guesses at codes against the product's own limits: node test/simulation/guess.ts [--attempts 1000000] [--seed 1]
import { parseArgs } from 'node:util';
import { seededRandom } from '@countersign/testkit';
import { attackers } from './guessing/attackers.ts';
import { guess } from './guessing/guess.ts';

const { values } = parseArgs({
  options: { attempts: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const random = seededRandom(Number(values.seed));
const each = Math.ceil(Number(values.attempts) / Object.keys(attackers).length);
let worst = 0;
for (const [name, attacker] of Object.entries(attackers)) {
  const { accounts, attempts, hits, chancePerYear, expectedHits } = guess(attacker, each, () => random.next());
  worst = Math.max(worst, chancePerYear);
  console.log(
    `${name}: ${attempts} guesses at ${accounts} accounts in a year each, ${hits} right (${expectedHits.toFixed(2)} expected); ` +
      `chance per account and year ${(chancePerYear * 100).toFixed(4)} %`,
  );
}
console.log(`at worst ${(worst * 100).toFixed(4)} % per account and year`);
process.exitCode = worst > 0.001 ? 1 : 0;
