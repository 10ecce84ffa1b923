import {
  type OutboxCodec,
  type ScorerPorts,
  type ScorerSettings,
  type TopicNames,
  createScorer,
  outboxCodec,
  silentObserver,
  untracedScorer,
} from '@countersign/engine';
import type { EntityStore } from '@countersign/engine';
import type { Policy } from '@countersign/scoring';
import type { Network } from './network.ts';
import type { Scheduler, SimProcess } from './scheduler.ts';
import { simClock } from './sim-clock.ts';
import type { SimGroup } from './sim-group.ts';
import type { SimLog } from './sim-log.ts';
import { simMac } from './sim-mac.ts';
import type { SimPartitionStore } from './sim-partition-store.ts';

/** Everything a simulated scorer is wired to. */
export interface ScorerSurroundings {
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly log: SimLog;
  readonly group: SimGroup;
  readonly partitions: SimPartitionStore;
  readonly entities: (process: SimProcess) => EntityStore;
  readonly topics: TopicNames;
  readonly policy: () => Policy;
  /** Wraps ports and outbox; how a mutation takes a guard out. */
  readonly sabotage: ScorerSabotage;
}

export interface ScorerSabotage {
  ports(ports: ScorerPorts): ScorerPorts;
  outbox(codec: OutboxCodec): OutboxCodec;
}

/** Takes no guard out. */
export const noSabotage: ScorerSabotage = { ports: (ports) => ports, outbox: (codec) => codec };

/** Starts a scorer as a process of its own and lets it join the group. */
export function startScorerProcess(name: string, around: ScorerSurroundings): SimProcess {
  const process: SimProcess = { name, alive: true };
  const { scheduler, log, sabotage, topics, policy } = around;
  const ports: ScorerPorts = {
    publisher: log.publisherFor(process),
    reader: log.readerFor(process),
    partitions: around.partitions.for(process),
    entities: around.entities(process),
    geo: { lookup: () => ({ unknown: 'not_found' }) },
    clock: simClock(scheduler, process),
    randomness: { bytes: (length) => scheduler.random.bytes(length) },
    mac: simMac,
  };
  const settings: ScorerSettings = {
    owner: name,
    topics,
    policy,
    startAt: 'position',
    profileCacheBytes: 1_000_000,
    idleMs: 1000,
    observer: silentObserver,
    trace: untracedScorer,
    outbox: sabotage.outbox(outboxCodec),
  };
  around.group.join(process, createScorer(sabotage.ports(ports), settings));
  return process;
}
