import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type EmbeddedRound, openEmbeddedBench } from './embedded.ts';
import type { CoreFigures } from './scoring-core.bench.ts';
import { type Measured, measured, row } from './table.ts';

/** Medians, in events per second, and all of each. */
export interface EmbeddedFigures {
  /** The pure core with the detectors of the first five acts. */
  readonly coreEventsPerSecond: number;
  /** The pure core with every detector and rule that ships. */
  readonly coreFullPolicyEventsPerSecond: number;
  readonly coreWithCodecEventsPerSecond: number;
  readonly coreWithModelEventsPerSecond: number;
  readonly embeddedEventsPerSecond: number;
  readonly ranges: Readonly<
    Record<'core' | 'coreFullPolicy' | 'coreWithCodec' | 'coreWithModel' | 'embedded' | 'embeddedCpuMicros', Measured>
  >;
}

/** The pure core in a process of its own, then the embedded scorer. */
export async function benchEmbedded(quick: boolean, say: (line: string) => void): Promise<EmbeddedFigures> {
  const rounds = quick ? 2 : 5;
  const events = quick ? 15_000 : 60_000;
  say('pure core …');
  const { rounds: core } = await coreAlone(quick);
  const embedded = await openEmbeddedBench(20_000);
  const durable: EmbeddedRound[] = [];
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
  const ranges = {
    core: measured(core.map(({ fiveActs }) => fiveActs.perSecond)),
    coreFullPolicy: measured(core.map(({ resident }) => resident.perSecond)),
    coreWithCodec: measured(core.map(({ withCodec }) => withCodec.perSecond)),
    coreWithModel: measured(core.map(({ withModel }) => withModel.perSecond)),
    embedded: measured(durable.map(({ perSecond }) => perSecond)),
    embeddedCpuMicros: measured(durable.map(({ cpuMicros }) => cpuMicros)),
  };
  console.log(`On this machine alone, the embedded scorer in ${rounds} rounds of ${events} events:`);
  console.log(row('pure core, five detectors, one thread', ranges.core, 'events/s'));
  console.log(row('pure core, all that ships', ranges.coreFullPolicy, 'events/s'));
  console.log(row('the same, profile decoded and encoded every time', ranges.coreWithCodec, 'events/s'));
  console.log(row('the same, a model of 200 trees asked every time', ranges.coreWithModel, 'events/s'));
  console.log(row('embedded, durable, with geography, 20,000 accounts', ranges.embedded, 'events/s'));
  console.log(row('its CPU, all threads, for each event', ranges.embeddedCpuMicros, 'µs'));
  return {
    coreEventsPerSecond: ranges.core.median,
    coreFullPolicyEventsPerSecond: ranges.coreFullPolicy.median,
    coreWithCodecEventsPerSecond: ranges.coreWithCodec.median,
    coreWithModelEventsPerSecond: ranges.coreWithModel.median,
    embeddedEventsPerSecond: ranges.embedded.median,
    ranges,
  };
}

/** Other code in the same process would teach the compiler other shapes, and slow the core down. */
async function coreAlone(quick: boolean): Promise<CoreFigures> {
  const file = fileURLToPath(new URL('./scoring-core.bench.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, quick ? [file, '1', '30000'] : [file]);
  return JSON.parse(stdout);
}
