/** `node test/performance/challenges.ts [--quick] [--json FILE] [--only verify,send,live,timing]`: what a notifier does here, in figures. */
import { parseArgs } from 'node:util';
import { benchLive } from './bench-live.ts';
import { benchSend } from './bench-send.ts';
import { benchTiming } from './bench-timing.ts';
import { benchVerify } from './bench-verify.ts';
import { machine, writeFigures } from './report.ts';

const usage = 'usage: node test/performance/challenges.ts [--quick] [--json FILE] [--only verify,send,live,timing]';
const benches = { verify: benchVerify, send: benchSend, live: benchLive, timing: benchTiming } as const;
type Bench = keyof typeof benches;

function words() {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, json: { type: 'string' }, only: { type: 'string' } },
  });
  const named = values.only?.split(',') ?? Object.keys(benches);
  const unknown = named.find((name) => !Object.hasOwn(benches, name));
  if (unknown === undefined) return { quick: values.quick ?? false, json: values.json, only: named as Bench[] };
  console.error(`there is no bench "${unknown}"; ${usage}`);
  return process.exit(2);
}

const { quick, json, only } = words();
console.log(machine());
const figures: Record<string, unknown> = {};
for (const name of only) figures[name] = await benches[name](quick, (line) => console.error(line));
if (json !== undefined) writeFigures(json, figures, quick);
process.exit(0);
