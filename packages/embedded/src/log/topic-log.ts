import type { Clock, LogRecord, OutgoingRecord } from '@countersign/engine';
import { CountersignError, partitionOf } from '@countersign/events';
import type { LocalDatabase, Table } from '../database.ts';
import { decodeStored, encodeStored } from './stored-record.ts';

/** Topics of one folder: ordered partitions with the log's own time, kept in LMDB. */
export interface TopicLog {
  topics(): readonly { readonly name: string; readonly partitions: number }[];
  /** Makes topics that do not exist yet; returns their names. */
  create(topics: readonly { readonly name: string; readonly partitions: number }[]): Promise<readonly string[]>;
  /** Appends in the given order, all in one transaction; resolves when it is on the disk. */
  append(records: readonly OutgoingRecord[]): Promise<void>;
  read(topic: string, partition: number, fromOffset: number, maxRecords: number): readonly LogRecord[];
  bounds(topic: string, partition: number): { readonly low: number; readonly high: number };
  offsetAt(topic: string, partition: number, timestampMs: number): number;
  partitionCount(topic: string): number | undefined;
  /** Calls back at every append that became readable; the returned function ends that. */
  onAppend(run: () => void): () => void;
}

interface Head {
  next: number;
  lastTimestampMs: number;
}

/** @param clock gives records their time; it may be virtual, the time of a partition never goes back */
export function createTopicLog(database: LocalDatabase, clock: Clock): TopicLog {
  const records = database.table('log');
  const topicTable = database.table('topics');
  const counts = new Map<string, number>();
  for (const { key, value } of topicTable.getRange({})) counts.set(String(key), Number(value.toString()));
  const heads = new Map<string, Head>();
  const listeners = new Set<() => void>();

  const headOf = (topic: string, partition: number): Head => {
    const name = `${topic}/${partition}`;
    const known = heads.get(name) ?? readHead(records, topic, partition);
    heads.set(name, known);
    return known;
  };
  const countOf = (topic: string): number => {
    const count = counts.get(topic);
    if (count === undefined)
      throw new CountersignError('topic_missing', `Topic ${topic} does not exist in this folder.`);
    return count;
  };
  const place = (record: OutgoingRecord): number =>
    record.partition ?? (record.key === null ? 0 : partitionOf(record.key, countOf(record.topic)));

  const appendOne = (record: OutgoingRecord, nowMs: number): void => {
    const partition = place(record);
    const head = headOf(record.topic, partition);
    const timestampMs = Math.max(nowMs, head.lastTimestampMs);
    void records.put([record.topic, partition, head.next], encodeStored(record, timestampMs));
    head.next += 1;
    head.lastTimestampMs = timestampMs;
  };
  const lowOf = (topic: string, partition: number, high: number): number => {
    const range = { start: [topic, partition, 0], end: [topic, partition, high], limit: 1 };
    for (const key of records.getKeys(range)) return (key as [string, number, number])[2];
    return high;
  };
  const bounds = (topic: string, partition: number): { low: number; high: number } => {
    countOf(topic);
    const high = committedHigh(records, topic, partition);
    return { low: lowOf(topic, partition, high), high };
  };
  return {
    topics: () => [...counts].map(([name, partitions]) => ({ name, partitions })),
    partitionCount: (topic) => counts.get(topic),
    async create(wanted) {
      const missing = wanted.filter(({ name }) => !counts.has(name));
      await database.write(() => {
        for (const { name, partitions } of missing) void topicTable.put(name, Buffer.from(String(partitions)));
      });
      await database.flushed();
      for (const { name, partitions } of missing) counts.set(name, partitions);
      return missing.map(({ name }) => name);
    },
    async append(batch) {
      batch.forEach(({ topic }) => countOf(topic));
      const nowMs = clock.now();
      await database.write(() => {
        for (const record of batch) appendOne(record, nowMs);
      });
      await database.flushed();
      for (const run of listeners) run();
    },
    read(topic, partition, fromOffset, maxRecords) {
      countOf(topic);
      const range = { start: [topic, partition, fromOffset], end: [topic, partition + 1], limit: maxRecords };
      return [...records.getRange(range)].map(({ key, value }) =>
        decodeStored(value, topic, partition, (key as [string, number, number])[2]),
      );
    },
    bounds,
    offsetAt(topic, partition, timestampMs) {
      const { low, high } = bounds(topic, partition);
      return firstAt(records, topic, partition, low, high, timestampMs);
    },
    onAppend(run) {
      listeners.add(run);
      return () => void listeners.delete(run);
    },
  };
}

/** Timestamps of a partition never go back, so the first record at or after a time is found by halving. */
function firstAt(
  records: Table,
  topic: string,
  partition: number,
  low: number,
  high: number,
  timestampMs: number,
): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const next = records.getRange({ start: [topic, partition, middle], end: [topic, partition, to], limit: 1 });
    let found: LogRecord | undefined;
    for (const { key, value } of next)
      found = decodeStored(value, topic, partition, (key as [string, number, number])[2]);
    if (found === undefined || found.timestampMs >= timestampMs) to = middle;
    else from = found.offset + 1;
  }
  return from;
}

function committedHigh(records: Table, topic: string, partition: number): number {
  for (const key of records.getKeys(lastKey(topic, partition))) return (key as [string, number, number])[2] + 1;
  return 0;
}

function readHead(records: Table, topic: string, partition: number): Head {
  for (const { key, value } of records.getRange(lastKey(topic, partition))) {
    const [, , offset] = key as [string, number, number];
    return { next: offset + 1, lastTimestampMs: decodeStored(value, topic, partition, offset).timestampMs };
  }
  return { next: 0, lastTimestampMs: 0 };
}

const lastKey = (
  topic: string,
  partition: number,
): { start: [string, number, number]; end: [string, number, number]; reverse: true; limit: 1 } => ({
  start: [topic, partition, Number.MAX_SAFE_INTEGER],
  end: [topic, partition, -1],
  reverse: true,
  limit: 1,
});
