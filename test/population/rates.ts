// Writes how often each signal and rule of the shipped policy spoke in generated years into docs/default-policy.md:
// node test/population/rates.ts [--seeds 200]
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seedsOfTown, townOf } from '@countersign/testkit';
import { ratesTable } from './rates-table.ts';
import { townScorer } from './run-town.ts';
import { spoken } from './spoken.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '200' } } });
const liveThrough = await townScorer();
const counts = spoken();
for (let first = 1; first <= Number(values.seeds); first += 50)
  liveThrough(townOf(seedsOfTown(first)), counts.onlooker);
const page = new URL('../../docs/default-policy.md', import.meta.url);
const [before = '', , after = ''] = readFileSync(page, 'utf8').split(/<!-- rates: (?:begin|end) -->/);
const table = ratesTable(counts);
writeFileSync(page, `${before}<!-- rates: begin -->\n\n${table}\n\n<!-- rates: end -->${after}`);
