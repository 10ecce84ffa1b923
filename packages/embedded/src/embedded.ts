import type {
  CaseStore,
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
  RecordWalk,
} from '@countersign/engine';
import { type CountersignError, topics } from '@countersign/events';
import { embeddedCaseStore, embeddedChallengeStore } from './challenge-store.ts';
import { embeddedContactStore } from './contact-store.ts';
import { type LocalDatabase, openDatabase } from './database.ts';
import { embeddedEntityStore } from './entity-store.ts';
import { groupCommits } from './log/group-commits.ts';
import { lockFolder } from './folder-lock.ts';
import { embeddedCommittedInput } from './log/committed-input.ts';
import { embeddedPartitionedInput } from './log/partitioned-input.ts';
import { startRetention } from './log/retention.ts';
import { createTopicLog, type StoredTopic } from './log/topic-log.ts';
import { embeddedPartitionStore } from './partition-store.ts';
import { embeddedRecordWalk } from './record-walk.ts';

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
  readonly cases: CaseStore;
  readonly contacts: ContactStore;
  /** Over challenges, cases and contacts. */
  readonly walk: RecordWalk;
  /** Makes topics besides those of the topic table, where they do not exist yet; resolves with the names made. */
  createTopics(topics: readonly StoredTopic[]): Promise<readonly string[]>;
  /** Rejects when the folder cannot be written any more (`disk_full`, `store_unavailable`): only a new start mends that. */
  readonly failed: Promise<never>;
  /** Before a process ends without `close`: nothing is written any more. What was acknowledged is there at the next start. */
  halt(): Promise<void>;
  /** Writes what is under way and releases the folder; stop the inputs first. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Gives records their log time; virtual in demonstrations (DEL-12). */
  readonly clock: Clock;
  readonly topicPrefix?: string;
  /**
   * Records older than the topic table keeps them are pruned by this clock, in the background, once they were read; compacted topics
   * are compacted. Left out, everything stays. Not a virtual clock: a leap of it would empty the log.
   */
  readonly retentionClock?: Clock;
  /** Told of every failure of a handler that is tried again; left out, only the handler itself knows. */
  readonly onRetry?: (error: unknown, partition: number) => void;
}

/**
 * Opens a folder as log and stores; this process owns it until `close`.
 * @throws CountersignError `folder_in_use`, `folder_read_only`, `disk_full`
 */
export function openEmbedded(folder: string, options: EmbeddedOptions): Embedded {
  const lock = lockFolder(folder);
  const opened: LocalDatabase[] = [];
  const open = (name: string): LocalDatabase => {
    const database = openDatabase(folder, name);
    opened.push(database);
    return database;
  };
  const close = async (): Promise<void> => {
    await Promise.allSettled(opened.map((database) => database.close()));
    lock.release();
  };
  try {
    return portsOn(open('log'), open('state'), options, close);
  } catch (error) {
    void close();
    throw error;
  }
}

/** Log and state lie in two environments: the protocol does not need them to change together, and each has its own writer and fsync. */
function portsOn(
  logged: LocalDatabase,
  state: LocalDatabase,
  { clock, topicPrefix = '', retentionClock, onRetry = () => {} }: EmbeddedOptions,
  close: () => Promise<void>,
): Embedded {
  const log = createTopicLog(logged, clock);
  const failed = whenHalted([logged, state]);
  const partitions = embeddedPartitionStore(state);
  const committed = groupCommits(logged);
  const retain =
    retentionClock === undefined
      ? undefined
      : startRetention(log, logged, {
          clock: retentionClock,
          rules: topics.map((topic) => ({ ...topic, topic: `${topicPrefix}${topic.name}` })),
          neededFrom: (topic, partition) =>
            Math.min(committed.lowest(topic, partition), partitions.nextOffset(topic, partition)),
        });
  return {
    publisher: { publish: (records) => log.append(records) },
    partitionedInput: embeddedPartitionedInput(log, clock, failed, onRetry),
    committedInput: embeddedCommittedInput(committed, log, clock, failed),
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
            partitions: topic.copartitioned ? partitions : Math.min(partitions, topic.partitions),
          })),
        ),
    },
    createTopics: (wanted) => log.create(wanted),
    partitions,
    entities: embeddedEntityStore(state),
    challenges: embeddedChallengeStore(state),
    cases: embeddedCaseStore(state),
    contacts: embeddedContactStore(state),
    walk: embeddedRecordWalk(state),
    failed,
    async halt() {
      await Promise.all([logged.halt(), state.halt()]);
    },
    async close() {
      retain?.();
      await close();
    },
  };
}

/** Rejects with the first failure of any, after all of them came to a halt: whoever is told may end the process. */
function whenHalted(databases: readonly LocalDatabase[]): Promise<never> {
  const failed = Promise.race(databases.map((database) => database.failed)).catch(async (error: CountersignError) => {
    await Promise.all(databases.map((database) => database.halt(error)));
    throw error;
  });
  failed.catch(() => {});
  return failed;
}
