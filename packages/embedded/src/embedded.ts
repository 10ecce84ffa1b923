import type {
  ChallengeStore,
  Clock,
  CommittedInput,
  ContactStore,
  EntityStore,
  LogAdmin,
  LogPublisher,
  LogReader,
  PartitionedInput,
  PartitionStore,
} from '@countersign/engine';
import { topics } from '@countersign/events';
import { embeddedChallengeStore } from './challenge-store.ts';
import { embeddedContactStore } from './contact-store.ts';
import { openDatabase } from './database.ts';
import { embeddedEntityStore } from './entity-store.ts';
import { lockFolder } from './folder-lock.ts';
import { embeddedCommittedInput } from './log/committed-input.ts';
import { embeddedPartitionedInput } from './log/partitioned-input.ts';
import { createTopicLog } from './log/topic-log.ts';
import { embeddedPartitionStore } from './partition-store.ts';

/** Every port of the engine on one folder. */
export interface Embedded {
  readonly publisher: LogPublisher;
  readonly partitionedInput: PartitionedInput;
  readonly committedInput: CommittedInput;
  readonly reader: LogReader;
  readonly admin: LogAdmin;
  readonly partitions: PartitionStore;
  readonly entities: EntityStore;
  readonly challenges: ChallengeStore;
  readonly contacts: ContactStore;
  /** Releases the folder; stop the inputs first. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Gives records their log time; virtual in demonstrations (DEL-12). */
  readonly clock: Clock;
  readonly topicPrefix?: string;
}

/**
 * Opens a folder as log and stores; this process owns it until `close`.
 * @throws CountersignError `folder_in_use`, `folder_read_only`, `disk_full`
 */
export function openEmbedded(folder: string, { clock, topicPrefix = '' }: EmbeddedOptions): Embedded {
  const lock = lockFolder(folder);
  const database = openDatabase(folder);
  const log = createTopicLog(database, clock);
  return {
    publisher: { publish: (records) => log.append(records) },
    partitionedInput: embeddedPartitionedInput(log, clock),
    committedInput: embeddedCommittedInput(database, log, clock),
    reader: {
      partitionCount: (topic) => Promise.resolve(log.partitionCount(topic)),
      bounds: async (topic, partition) => log.bounds(topic, partition),
      read: async (topic, partition, from, most) => log.read(topic, partition, from, most),
      offsetAt: async (topic, partition, timestampMs) => log.offsetAt(topic, partition, timestampMs),
    },
    admin: {
      existing: () => Promise.resolve(log.topics()),
      create: ({ partitions }) =>
        log.create(
          topics.map((topic) => ({
            name: `${topicPrefix}${topic.name}`,
            partitions: topic.partitions === 1 ? 1 : partitions,
          })),
        ),
    },
    partitions: embeddedPartitionStore(database),
    entities: embeddedEntityStore(database),
    challenges: embeddedChallengeStore(database),
    contacts: embeddedContactStore(database),
    async close() {
      await database.flushed().catch(() => {});
      await database.close();
      lock.release();
    },
  };
}
