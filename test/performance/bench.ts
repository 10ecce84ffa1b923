/** `npm run bench [-- --quick] [-- --json FILE]`: what Countersign does per second here. Figures, no assertions. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openEmbeddedBench } from './embedded.ts';
import { measureCore } from './scoring-core.bench.ts';
import { type Measured, measured, table } from './table.ts';

const usage = 'usage: npm run bench -- [--quick] [--json FILE]';
/** Named in the table and null in the file, until they are measured. */
const left = ['vsBareKafkajs', 'vsObviousDesign', 'latencyMs', 'residentMb', 'costGrowth'] as const;

function words(): { quick: boolean; json: string | undefined } {
  try {
    const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } });
    return { quick: values.quick ?? false, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)}; ${usage}`);
    return process.exit(2);
  }
}

function progress(line: string): void {
  if (process.stderr.isTTY) console.error(line);
}

async function run(): Promise<void> {
  const { quick, json } = words();
  const rounds = quick ? 3 : 5;
  const events = quick ? 20_000 : 60_000;
  const embedded = await openEmbeddedBench(5_000);
  const core: number[] = [];
  const durable: number[] = [];
  try {
    progress('warming up …');
    await embedded.round(events);
    for (let round = 1; round <= rounds; round += 1) {
      progress(`round ${round} of ${rounds} …`);
      core.push(measureCore({ rounds: 1, eventCount: events }).eventsPerSecondWithCodec);
      durable.push(await embedded.round(events));
    }
  } finally {
    await embedded.close();
  }
  const rows: readonly (readonly [string, Measured])[] = [
    ['pure core with profile codec, 2,000 accounts', measured(core)],
    ['embedded, durable, with geography, 5,000 accounts', measured(durable)],
  ];
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  console.log(`${machine}, node ${process.version}; ${rounds} interleaved rounds of ${events} events`);
  console.log(table(rows));
  console.log(`Not measured by this version: ${left.join(', ')} (null in the file).`);
  if (json === undefined) return;
  const figures = { coreEventsPerSecond: rows[0]?.[1], embeddedEventsPerSecond: rows[1]?.[1] };
  const medians = Object.fromEntries(Object.entries(figures).map(([name, row]) => [name, row?.median]));
  const missing = Object.fromEntries(left.map((name) => [name, null]));
  const about = { ranges: figures, machine, node: process.version, durability: { embedded: 'durable' }, quick };
  writeFileSync(json, `${JSON.stringify({ ...medians, ...missing, ...about }, null, 2)}\n`);
}

await run();
