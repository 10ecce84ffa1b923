import type {
  CommittedInput,
  LogAdmin,
  LogPublisher,
  LogReader,
  OutgoingRecord,
  PartitionedInput,
} from '@countersign/engine';

/** An event log, ready to be tried. */
export interface LogUnderTest {
  readonly publisher: LogPublisher;
  readonly partitionedInput: PartitionedInput;
  readonly committedInput: CommittedInput;
  readonly reader: LogReader;
  readonly admin: LogAdmin;
  /** Stands before every name that `admin.create` makes; no topic of that prefix exists yet. */
  readonly topicPrefix: string;
  /** Makes an empty topic that nobody else uses; resolves with its name once it can be written. */
  createTopic(partitions: number): Promise<string>;
  /** How long something that must happen may take; 30 s when left out. */
  readonly patienceMs?: number;
  close(): Promise<void>;
}

let names = 0;

/** A group that no other test has. */
export const freshGroup = (): string => {
  names += 1;
  return `group-${process.pid}-${Date.now()}-${names}`;
};

/** Records numbered from 0 in their values, all with one key unless a partition is named. */
export const numbered = (topic: string, count: number, partition?: number, from = 0): readonly OutgoingRecord[] =>
  Array.from({ length: count }, (_, n) => ({
    topic,
    key: Buffer.from('account'),
    value: Buffer.from(String(from + n)),
    ...(partition === undefined ? {} : { partition }),
  }));

/** Text of a value, `null` for a tombstone. */
export const textOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString();

/** Numbers from `start` up to, not including, `end`. */
export const range = (start: number, end: number): readonly number[] =>
  Array.from({ length: end - start }, (_, n) => start + n);
