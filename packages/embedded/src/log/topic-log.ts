import type { Clock, LogRecord, OutgoingRecord } from '@countersign/engine';
import { CountersignError, partitionOf } from '@countersign/events';
import type { LocalDatabase } from '../database.ts';
import { type ChunkTable, chunkTable } from './chunk-table.ts';
import { type ChunkRecord, encodeChunk, storedBytes } from './record-chunk.ts';

/** A topic as it stands in the folder. */
export interface StoredTopic {
  readonly name: string;
  readonly partitions: number;
}

/** Topics of one folder: ordered partitions with the log's own time, kept in LMDB. */
export interface TopicLog {
  topics(): readonly StoredTopic[];
  /** Makes topics that do not exist yet; returns their names. */
  create(topics: readonly StoredTopic[]): Promise<readonly string[]>;
  /** Appends in the given order, all in one transaction; resolves when it is on the disk. */
  append(records: readonly OutgoingRecord[]): Promise<void>;
  read(topic: string, partition: number, fromOffset: number, maxRecords: number): readonly LogRecord[];
  bounds(topic: string, partition: number): { readonly low: number; readonly high: number };
  offsetAt(topic: string, partition: number, timestampMs: number): number;
  partitionCount(topic: string): number | undefined;
  /** Calls back at every append that became readable; the returned function ends that. */
  onAppend(run: () => void): () => void;
  /** The stored chunks, for retention and compaction. */
  readonly chunks: ChunkTable;
}

/** Where the next record of a partition goes; ahead of the disk by what is being written. */
interface Head {
  next: number;
  lastTimestampMs: number;
}

/** A chunk is closed at this size: reading one record costs no more than this. */
const chunkBytes = 64 * 1024;

/** @param clock gives records their time; it may be virtual, the time of a partition never goes back */
export function createTopicLog(database: LocalDatabase, clock: Clock): TopicLog {
  const chunks = chunkTable(database);
  const topicTable = database.table('topics');
  const counts = new Map<string, number>();
  for (const { key, value } of topicTable.getRange({})) counts.set(String(key), Number(value.toString()));
  const heads = new Map<string, Head>();
  const listeners = new Set<() => void>();

  const countOf = (topic: string): number => {
    const count = counts.get(topic);
    if (count !== undefined) return count;
    throw new CountersignError('topic_missing', `Topic ${topic} does not exist in this folder.`);
  };
  const known = (topic: string, partition: number): void => {
    if (partition < 0 || partition >= countOf(topic))
      throw new CountersignError('topic_missing', `There is no partition ${partition} of ${topic}.`);
  };
  const headOf = (topic: string, partition: number): Head => {
    const name = `${topic}/${partition}`;
    const head = heads.get(name) ?? chunks.end(topic, partition);
    heads.set(name, head);
    return head;
  };
  const appendTo = ({ topic, partition, records }: Placed, nowMs: number): void => {
    const head = headOf(topic, partition);
    const timestampMs = Math.max(nowMs, head.lastTimestampMs);
    for (const part of pieces(records)) {
      chunks.put(topic, partition, head.next, encodeChunk({ timestampMs, records: part }));
      head.next += part.length;
    }
    head.lastTimestampMs = timestampMs;
  };
  return {
    chunks,
    topics: () => [...counts].map(([name, partitions]) => ({ name, partitions })),
    partitionCount: (topic) => counts.get(topic),
    async create(wanted) {
      const missing = wanted.filter(({ name }) => !counts.has(name));
      if (missing.length === 0) return [];
      await database.queue(() => {
        for (const { name, partitions } of missing) void topicTable.put(name, Buffer.from(String(partitions)));
      });
      for (const { name, partitions } of missing) counts.set(name, partitions);
      return missing.map(({ name }) => name);
    },
    async append(batch) {
      if (batch.length === 0) return;
      const placed = place(batch, countOf);
      for (const { topic, partition } of placed) known(topic, partition);
      const nowMs = clock.now();
      await database.queue(() => placed.forEach((part) => appendTo(part, nowMs)));
      for (const run of listeners) run();
    },
    read(topic, partition, fromOffset, maxRecords) {
      known(topic, partition);
      return chunks.records(topic, partition, fromOffset, maxRecords);
    },
    bounds(topic, partition) {
      known(topic, partition);
      return { low: chunks.low(topic, partition), high: chunks.end(topic, partition).next };
    },
    offsetAt(topic, partition, timestampMs) {
      known(topic, partition);
      return chunks.firstSince(topic, partition, timestampMs);
    },
    onAppend(run) {
      listeners.add(run);
      return () => void listeners.delete(run);
    },
  };
}

interface Placed {
  readonly topic: string;
  readonly partition: number;
  readonly records: OutgoingRecord[];
}

/** The batch by topic and partition, the order within each kept. A record with neither partition nor key goes to partition 0. */
function place(batch: readonly OutgoingRecord[], countOf: (topic: string) => number): readonly Placed[] {
  const placed = new Map<string, Placed>();
  for (const record of batch) {
    const { topic, key } = record;
    const partition = record.partition ?? (key === null ? 0 : partitionOf(key, countOf(topic)));
    const name = `${topic}/${partition}`;
    const part = placed.get(name) ?? { topic, partition, records: [] };
    part.records.push(record);
    placed.set(name, part);
  }
  return [...placed.values()];
}

function* pieces(records: readonly OutgoingRecord[]): Generator<readonly ChunkRecord[]> {
  let piece: ChunkRecord[] = [];
  let bytes = 0;
  for (const { key, value, headers = {} } of records) {
    piece.push({ delta: piece.length, key, value, headers });
    bytes += storedBytes({ topic: '', key, value, headers });
    if (bytes < chunkBytes) continue;
    yield piece;
    piece = [];
    bytes = 0;
  }
  if (piece.length > 0) yield piece;
}
