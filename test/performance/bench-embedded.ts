import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openEmbeddedBench } from './embedded.ts';
import type { CoreFigures } from './scoring-core.bench.ts';
import { type Measured, measured, row } from './table.ts';

/** Events per second. */
export interface EmbeddedFigures {
  readonly coreEventsPerSecond: Measured;
  readonly coreWithCodecEventsPerSecond: Measured;
  readonly embeddedEventsPerSecond: Measured;
}

/** The pure core in a process of its own, then the embedded scorer. */
export async function benchEmbedded(quick: boolean, say: (line: string) => void): Promise<EmbeddedFigures> {
  const rounds = quick ? 3 : 5;
  const events = quick ? 20_000 : 60_000;
  say('pure core …');
  const { rounds: core } = await coreAlone();
  const embedded = await openEmbeddedBench(5_000);
  const durable: number[] = [];
  try {
    say('embedded: warming up …');
    await embedded.round(events);
    for (let round = 1; round <= rounds; round += 1) {
      say(`embedded: round ${round} of ${rounds} …`);
      durable.push(await embedded.round(events));
    }
  } finally {
    await embedded.close();
  }
  const figures = {
    coreEventsPerSecond: measured(core.map(({ resident }) => resident.perSecond)),
    coreWithCodecEventsPerSecond: measured(core.map(({ withCodec }) => withCodec.perSecond)),
    embeddedEventsPerSecond: measured(durable),
  };
  console.log(`On this machine alone, the embedded scorer in ${rounds} rounds of ${events} events:`);
  console.log(row('pure core, one thread, 2,000 accounts', figures.coreEventsPerSecond, 'events/s'));
  console.log(
    row('pure core, profile decoded and encoded every time', figures.coreWithCodecEventsPerSecond, 'events/s'),
  );
  console.log(row('embedded, durable, with geography, 5,000 accounts', figures.embeddedEventsPerSecond, 'events/s'));
  return figures;
}

/** Other code in the same process would teach the compiler other shapes, and slow the core down. */
async function coreAlone(): Promise<CoreFigures> {
  const file = fileURLToPath(new URL('./scoring-core.bench.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  return JSON.parse(stdout);
}
