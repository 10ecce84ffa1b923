import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@countersign/embedded';
import { type OutgoingRecord, silentObserver, topicNames, untracedScorer } from '@countersign/engine';
import { loadGeo } from '@countersign/geoip';
import { keyRing, keysInFolder, nodeMac, systemClock, systemRandomness } from '@countersign/runtime';
import { loadPolicy, runScorer } from '@countersign/scorer';
import { counting } from './counting-publisher.ts';
import { gatedInput } from './gated-input.ts';
import { createWorkload } from './workload.ts';

/** What a round took for each event: by the clock, of CPU, and of that what the thread took that scores. */
export interface EmbeddedRound {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly threadMicros: number;
}

/** An embedded scorer that works one round after the other, each on events that are already in the log. */
export interface EmbeddedBench {
  /** From the opening of the gate until the last decision is durably published. */
  round(events: number): Promise<EmbeddedRound>;
  /** One event of each account. */
  everyAccount(): Promise<void>;
  close(): Promise<void>;
}

const topics = topicNames();
/** Events fed at once, so that the log's file stays small. */
const most = 50_000;

/** The scorer as `packages/cli` composes it, on a folder of its own: durable, with geography. */
export async function openEmbeddedBench(accounts: number): Promise<EmbeddedBench> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const embedded = openEmbedded(folder, { clock: systemClock });
  await embedded.admin.create({ partitions: 4, replicationFactor: 1 });
  const { publisher, decisions } = counting(embedded.publisher, topics.decisions);
  const { input, setOpen } = gatedInput(embedded.partitionedInput);
  const { reader, partitions, entities } = embedded;
  const purposes = ['pseudonym', 'challenge-id', 'binding', 'outcome'] as const;
  const mac = nodeMac(keyRing(keysInFolder(folder, purposes, {}, systemRandomness)));
  const policy = loadPolicy();
  const geo = await loadGeo();
  const common = { clock: systemClock, randomness: systemRandomness, mac, publisher };
  const scorer = await runScorer({
    ports: { ...common, reader, partitions, entities, geo },
    input,
    topics,
    groupId: 'countersign-scorer',
    owner: 'bench',
    mode: 'production',
    startAt: 'position',
    policy: () => policy,
    observer: silentObserver,
    trace: untracedScorer,
  });
  const workload = createWorkload(topics.events, accounts);
  const work = async (
    events: number,
    next: (fed: number, count: number) => readonly OutgoingRecord[],
  ): Promise<EmbeddedRound> => {
    for (let fed = 0; fed < events; fed += 500) {
      await embedded.publisher.publish(next(fed, Math.min(500, events - fed)));
    }
    const startMs = performance.now();
    const [startCpu, startThread] = [process.cpuUsage(), process.threadCpuUsage()];
    const done = decisions(events);
    setOpen(true);
    await Promise.race([done, scorer.failed, embedded.failed]);
    setOpen(false);
    const micros = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / events;
    return {
      perSecond: (events * 1_000) / (performance.now() - startMs),
      cpuMicros: micros(process.cpuUsage(startCpu)),
      threadMicros: micros(process.threadCpuUsage(startThread)),
    };
  };
  return {
    round: (events) => work(events, (_, count) => workload.next(count)),
    async everyAccount() {
      for (let first = 0; first < accounts; first += most) {
        await work(Math.min(most, accounts - first), (fed, count) => workload.of(first + fed, count));
      }
    },
    async close() {
      setOpen(true);
      await scorer.stop();
      await embedded.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
