import { openEmbeddedBench } from './embedded.ts';
import { measureCore } from './scoring-core.bench.ts';
import { type Measured, measured, row } from './table.ts';

/** Events per second. */
export interface EmbeddedFigures {
  readonly coreEventsPerSecond: Measured;
  readonly coreWithCodecEventsPerSecond: Measured;
  readonly embeddedEventsPerSecond: Measured;
}

/** The pure core and the embedded scorer, round by round in turn. */
export async function benchEmbedded(quick: boolean, say: (line: string) => void): Promise<EmbeddedFigures> {
  const rounds = quick ? 3 : 5;
  const events = quick ? 20_000 : 60_000;
  const embedded = await openEmbeddedBench(5_000);
  const core: number[] = [];
  const coded: number[] = [];
  const durable: number[] = [];
  try {
    say('embedded: warming up …');
    await embedded.round(events);
    for (let round = 1; round <= rounds; round += 1) {
      say(`embedded: round ${round} of ${rounds} …`);
      const { eventsPerSecond, eventsPerSecondWithCodec } = measureCore({ rounds: 1, eventCount: events });
      core.push(eventsPerSecond);
      coded.push(eventsPerSecondWithCodec);
      durable.push(await embedded.round(events));
    }
  } finally {
    await embedded.close();
  }
  const figures = {
    coreEventsPerSecond: measured(core),
    coreWithCodecEventsPerSecond: measured(coded),
    embeddedEventsPerSecond: measured(durable),
  };
  console.log(`${rounds} rounds of ${events} events in turn:`);
  console.log(row('pure core, one thread, 2,000 accounts', figures.coreEventsPerSecond, 'events/s'));
  console.log(
    row('pure core, profile decoded and encoded every time', figures.coreWithCodecEventsPerSecond, 'events/s'),
  );
  console.log(row('embedded, durable, with geography, 5,000 accounts', figures.embeddedEventsPerSecond, 'events/s'));
  return figures;
}
