import { CountersignError, type Decision } from '@countersign/events';
import type { Policy } from '@countersign/scoring';
import type { Positions } from '../ports/partition-store.ts';
import type { OutboxCodec } from '../scorer/outbox.ts';
import { type ChunkPlace, createReadChunk } from '../scorer/read-chunk.ts';
import { silentObserver } from '../scorer/scorer-observer.ts';
import type { ScorerPorts } from '../scorer/scorer-ports.ts';
import { untracedScorer } from '../scorer/scorer-trace.ts';
import { samePartitionCount } from '../scorer/take-over.ts';
import type { TopicNames } from '../topic-names.ts';
import { refuseUnlessEmpty } from './empty-store.ts';
import { goingOnFrom } from './going-on-from.ts';
import type { RebuildReport } from './rebuild-report.ts';
import { createReliving } from './relive.ts';
import { type ReadItems, relivedPartition } from './relived-partition.ts';

/** Everything that a rebuild works with; there is nothing to publish with, so it can send nothing. */
export type RebuildPorts = Omit<ScorerPorts, 'publisher'>;

export interface RebuildSettings {
  readonly topics: TopicNames;
  /** Names the rebuild in the store. */
  readonly owner: string;
  /** Partitions of the inputs when the decisions were made; as many as now when left out. */
  readonly madeWith?: number | undefined;
  /** The policy that made a decision; undefined where its document is not at hand. */
  readonly policyOf: (ref: Decision['policy']) => Policy | undefined;
  /** In force now: for what was decided by a policy that is not at hand. */
  readonly policy: Policy;
  readonly outbox: OutboxCodec;
  /** False: everything is read and checked, nothing is written. */
  readonly write: boolean;
  /** Told after each partition. */
  readonly progress: (done: number, of: number) => void;
}

/**
 * Makes the scorer's state anew in an empty store, from the recorded decisions and the inputs behind them (DEL-19), and
 * checks on the way that each decision's own policy makes it again. It reaches back as far as the topics do. With another
 * number of partitions than before, every account goes where its events go now (DEL-01). No scorer may run meanwhile.
 * @throws CountersignError `state_present` where the store is not empty; `unequal_partitions`, `partition_count_changed`
 */
export async function rebuild(ports: RebuildPorts, settings: RebuildSettings): Promise<RebuildReport> {
  const { topics, progress } = settings;
  const partitions = await samePartitionCount(topics, ports.reader);
  const { madeWith = partitions } = settings;
  if (madeWith > partitions) throw fewerNow(madeWith, partitions);
  if (settings.write) await refuseUnlessEmpty(ports, settings.owner, partitions);
  const reliving = createReliving(ports, settings, partitions);
  const finish = async (partition: number, last: Positions | undefined): Promise<void> => {
    const { positions, note } = await goingOnFrom(ports.reader, topics, partition, partitions, last);
    await reliving.homeOf(partition).finish(positions, note);
    reliving.forget(partition);
  };

  const ends = new Map<number, Positions | undefined>();
  for (let partition = 0; partition < madeWith; partition += 1) {
    const steps = relivedPartition(
      ports.reader,
      topics,
      partition,
      itemReader(ports, settings, { partition, partitions: madeWith }),
    );
    let step = await steps.next();
    for (; step.done !== true; step = await steps.next()) await reliving.live(step.value);
    ends.set(partition, step.value);
    // Nothing else can come to it any more, so it need not be held in memory.
    if (madeWith === partitions && step.value !== undefined) await finish(partition, step.value);
    progress(partition + 1, madeWith);
  }
  await reliving.finish();
  if (madeWith !== partitions) {
    for (let partition = 0; partition < partitions; partition += 1) await finish(partition, ends.get(partition));
  }
  return reliving.report;
}

const fewerNow = (madeWith: number, partitions: number): CountersignError =>
  new CountersignError(
    'partition_count_changed',
    `The inputs have ${partitions} partitions, fewer than the ${madeWith} that the decisions were made with: records are missing, for partitions can only be added.`,
  );

/** Reads records as the scorer did when they were decided. */
function itemReader(
  ports: RebuildPorts,
  { owner, topics, policy, outbox }: RebuildSettings,
  number: Pick<ChunkPlace, 'partition' | 'partitions'>,
): ReadItems {
  const readChunk = createReadChunk(ports, {
    owner,
    topics,
    policy: () => policy,
    startAt: 'position',
    profileCacheBytes: 0,
    idleMs: 0,
    observer: silentObserver,
    trace: untracedScorer,
    outbox,
  });
  const place = { ...number, policy, velocities: policy.velocities };
  return (topic, records) => readChunk(records, { ...place, topic }).items;
}
