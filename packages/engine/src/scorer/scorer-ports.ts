import type { Policy, Shadow } from '@countersign/scoring';
import type { Clock } from '../ports/clock.ts';
import type { EntityStore } from '../ports/entity-store.ts';
import type { LogPublisher, LogReader } from '../ports/event-log.ts';
import type { Geo } from '../ports/geo.ts';
import type { Mac } from '../ports/mac.ts';
import type { PartitionStore } from '../ports/partition-store.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { TopicNames } from '../topic-names.ts';
import type { OutboxCodec } from './outbox.ts';
import type { ScorerObserver } from './scorer-observer.ts';
import type { ScorerTrace } from './scorer-trace.ts';

/** Everything outside that the scorer works with. */
export interface ScorerPorts {
  readonly publisher: LogPublisher;
  readonly reader: LogReader;
  readonly partitions: PartitionStore;
  readonly entities: EntityStore;
  readonly geo: Geo;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly mac: Mac;
}

export interface ScorerSettings {
  /** Names this worker in the store, for people who look there. */
  readonly owner: string;
  readonly topics: TopicNames;
  /** Policy in force now; asked once per batch, so a reload takes effect at a batch boundary. */
  readonly policy: () => Policy;
  /** A candidate that decides beside it, without any effect but a note in the decision; asked right after `policy`. */
  readonly shadow?: () => Shadow | undefined;
  /** `latest`: where there is no state although decisions exist, begin at the end of the inputs (DEL-15). */
  readonly startAt: 'position' | 'latest';
  /** Bound of the profiles kept in memory by this process. */
  readonly profileCacheBytes: number;
  /** A published outbox is cleared after this pause (DEL-03). */
  readonly idleMs: number;
  readonly observer: ScorerObserver;
  readonly trace: ScorerTrace;
  readonly outbox: OutboxCodec;
}
