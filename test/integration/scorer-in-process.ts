import {
  type LogPublisher,
  type LogReader,
  type EntityStore,
  type PartitionedInput,
  type PartitionStore,
  type RunningInput,
  type ScorerObserver,
  type TopicNames,
  untracedScorer,
} from '@countersign/engine';
import { loadGeo } from '@countersign/geoip';
import { keyRing, keysInFolder, nodeMac, systemClock, systemRandomness } from '@countersign/runtime';
import { loadPolicy, runScorer } from '@countersign/scorer';

/** The adapters to run the scorer on. */
export interface ScorerSurroundings {
  readonly publisher: LogPublisher;
  readonly reader: LogReader;
  readonly partitions: PartitionStore;
  readonly entities: EntityStore;
  readonly input: PartitionedInput;
  readonly topics: TopicNames;
  /** For its keys. */
  readonly folder: string;
  readonly observer: ScorerObserver;
}

/** The scorer as the services compose it, in this process. */
export async function scorerFor(around: ScorerSurroundings): Promise<RunningInput> {
  const { publisher, reader, partitions, entities, input, topics, folder, observer } = around;
  const purposes = ['pseudonym', 'challenge-id', 'binding', 'outcome'] as const;
  const mac = nodeMac(keyRing(keysInFolder(folder, purposes, {}, systemRandomness)));
  const geo = await loadGeo();
  const policy = loadPolicy();
  return runScorer({
    ports: { publisher, reader, partitions, entities, geo, mac, clock: systemClock, randomness: systemRandomness },
    input,
    topics,
    groupId: `${topics.events}.scorer`,
    owner: 'test',
    mode: 'development',
    startAt: 'position',
    policy: () => policy,
    observer,
    trace: untracedScorer,
  });
}
