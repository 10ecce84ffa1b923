// Lives generated years through the policy:
// node test/population/population.ts [--seeds 1000] [--first 1] [--policy FILE], or one customer's story: --seed N
import { parseArgs } from 'node:util';
import { seedsOfTown, townOf } from '@countersign/testkit';
import { reportLines } from './report-lines.ts';
import { townScorer } from './run-town.ts';
import { addTown, newTally } from './tally.ts';
import { storyTeller } from './tell-story.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '1000' },
    first: { type: 'string', default: '1' },
    policy: { type: 'string' },
  },
});
const liveThrough = await townScorer(values.policy);
const first = Number(values.seed ?? values.first);
const last = values.seed === undefined ? first + Number(values.seeds) - 1 : first;
if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first < 1 || last < first) {
  console.error(`--seed, --first and --seeds must be whole numbers from 1 on.`);
  process.exit(2);
}
const story = values.seed === undefined ? undefined : storyTeller(first);
const tally = newTally();
const began = process.cpuUsage();
for (let from = first; from <= last; ) {
  const seeds = seedsOfTown(from);
  const town = townOf(seeds);
  const year = liveThrough(town, story?.onlooker);
  addTown(tally, town, year, first, last);
  for (const line of story?.lines(
    town,
    year.attacks.find(({ seed }) => seed === first),
  ) ?? [])
    console.log(line);
  from = (seeds.at(-1) ?? from) + 1;
  if (story === undefined && process.stderr.isTTY)
    process.stderr.write(`\r${Math.min(from, last) - first} of ${last - first + 1} seeds`);
}
if (story === undefined) {
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  for (const { seed, alarm } of tally.falseAlarms.slice(0, 10)) {
    const { happening, verdict } = alarm.interruption;
    console.log(
      `seed ${seed}: ${happening.why}: ${verdict.action} ${verdict.score}; node test/population/population.ts --seed ${seed}`,
    );
  }
  for (const { seed, kind, story: what } of tally.attacks.filter(({ isCaught }) => !isCaught).slice(0, 10)) {
    console.log(`seed ${seed}: missed ${kind}, ${what}; node test/population/population.ts --seed ${seed}`);
  }
  for (const line of reportLines(tally)) console.log(line);
  console.log(
    `${seconds.toFixed(1)} s of processor time, ${Math.round(tally.events / seconds).toLocaleString('en-US')} events a second with their making`,
  );
}
