/** One record as it stands in the log. Key and value are untouched bytes. */
export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** The log's own time of the record (LogAppendTime), milliseconds. */
  readonly timestampMs: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, Uint8Array>>;
}

export interface OutgoingRecord {
  readonly topic: string;
  /** Left out: murmur2 of the key over the topic's partitions. */
  readonly partition?: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers?: Readonly<Record<string, Uint8Array>>;
}

/**
 * Writes to the log. To its implementer:
 * resolve only when every replica acknowledged and the reply named every (topic, partition) sent (KJS-02);
 * keep the given order within a partition, one send in flight (KJS-01); reject after 10 s at most.
 * A rejection means *unknown*, not *not written*: callers publish the same bytes again.
 */
export interface LogPublisher {
  publish(records: readonly OutgoingRecord[]): Promise<void>;
}

/** What a handler may ask while it works on a chunk. */
export interface Lease {
  /** False as soon as the partition belongs to somebody else, or the log is stopping. */
  isCurrent(): boolean;
}

/** Offsets to read next, by topic. */
export type NextOffsets = Readonly<Record<string, number>>;

/** Owner of partition numbers whose positions live with the handler's own state (DEL-03). */
export interface PartitionHandler {
  /** Called before any record of the partition; the log then reads every topic from the offsets that it returns. */
  assigned(partition: number): Promise<NextOffsets>;
  /**
   * Called with records of one topic, in order, one call at a time for a partition number (whatever the topic).
   * Resolves with `again` when the log must call `assigned` anew and seek to what it returns.
   */
  chunk(partition: number, topic: string, records: readonly LogRecord[], lease: Lease): Promise<'next' | 'again'>;
  /** The partition is lost or given back; resolve when nothing of it is under way any more. */
  revoked(partition: number): Promise<void>;
}

export interface RunningInput {
  /** Stop fetching, let the chunks under way end, leave the group. */
  stop(): Promise<void>;
  /** Rejects when reading ended for a reason that only a restart of the process mends (KJS-04, KJS-06). */
  readonly failed: Promise<never>;
  /** Partitions held now. */
  partitions(): readonly number[];
}

/**
 * Reads topics that are partitioned alike: partition p of all of them goes to one member (DEL-01).
 * To its implementer: chunks of at most `maxRecords`; keep the membership alive while a chunk is worked on;
 * never skip, never reorder within a topic partition; a handler that throws is retried from `assigned`.
 */
export interface PartitionedInput {
  run(options: {
    readonly groupId: string;
    readonly topics: readonly string[];
    readonly maxRecords: number;
    readonly handler: PartitionHandler;
  }): Promise<RunningInput>;
}

/**
 * Reads topics with positions kept by the log: an offset is committed only after `handle` resolved for it.
 * A handler that throws gets the same records again, after a pause.
 */
export interface CommittedInput {
  run(options: {
    readonly groupId: string;
    readonly topics: readonly string[];
    readonly maxRecords: number;
    readonly handle: (records: readonly LogRecord[]) => Promise<void>;
  }): Promise<RunningInput>;
}

/** Looks into the log without belonging to any production group. */
export interface LogReader {
  partitionCount(topic: string): Promise<number | undefined>;
  /** `low`: first offset kept; `high`: offset of the next record to come. */
  bounds(topic: string, partition: number): Promise<{ readonly low: number; readonly high: number }>;
  /** Up to `maxRecords` records from `fromOffset` on; empty at the end of the partition. */
  read(topic: string, partition: number, fromOffset: number, maxRecords: number): Promise<readonly LogRecord[]>;
  /** First offset whose timestamp is at or after `timestampMs`; the high bound when there is none. */
  offsetAt(topic: string, partition: number, timestampMs: number): Promise<number>;
}

/** Creates and inspects topics after the topic table of `@countersign/events`. */
export interface LogAdmin {
  existing(): Promise<readonly { readonly name: string; readonly partitions: number }[]>;
  /** Creates what is missing, with the table's settings; never changes what exists. Returns the names created. */
  create(options: { readonly partitions: number; readonly replicationFactor: number }): Promise<readonly string[]>;
}
