import type { LogRecord } from '@countersign/engine';
import type { LocalDatabase, Table } from '../database.ts';
import { chunkTime, decodeChunk, lastOffset } from './record-chunk.ts';

/** Chunks of records by topic, partition and offset of the first record. */
export interface ChunkTable {
  /** Queues a chunk; to be called inside `LocalDatabase.queue`. */
  put(topic: string, partition: number, baseOffset: number, bytes: Buffer): void;
  /** Queues the removal of a chunk. */
  remove(topic: string, partition: number, baseOffset: number): void;
  records(topic: string, partition: number, fromOffset: number, maxRecords: number): readonly LogRecord[];
  /** Chunks from the first one on. */
  list(topic: string, partition: number, limit: number, fromOffset?: number): readonly StoredChunk[];
  /** First offset kept; where nothing is kept, the next one to come. */
  low(topic: string, partition: number): number;
  /** Offset of the next record to come, and the time of the last one. */
  end(topic: string, partition: number): { next: number; lastTimestampMs: number };
  /** First offset whose time is at or after `timestampMs`; the next one to come where there is none. */
  firstSince(topic: string, partition: number, timestampMs: number): number;
}

export interface StoredChunk {
  readonly baseOffset: number;
  readonly bytes: Buffer;
}

const last = Number.MAX_SAFE_INTEGER;

export function chunkTable(database: LocalDatabase): ChunkTable {
  const table = database.table('chunks');
  const end: ChunkTable['end'] = (topic, partition) => {
    const chunk = newestUpTo(table, topic, partition, last);
    if (chunk === undefined) return { next: 0, lastTimestampMs: 0 };
    const { baseOffset, bytes } = chunk;
    return { next: lastOffset(bytes, baseOffset) + 1, lastTimestampMs: chunkTime(bytes) };
  };
  const low: ChunkTable['low'] = (topic, partition) => {
    for (const key of table.getKeys({ start: [topic, partition, 0], end: [topic, partition, last], limit: 1 })) {
      return offsetOf(key);
    }
    return end(topic, partition).next;
  };
  return {
    put: (topic, partition, baseOffset, bytes) => void table.put([topic, partition, baseOffset], bytes),
    remove: (topic, partition, baseOffset) => void table.remove([topic, partition, baseOffset]),
    records(topic, partition, fromOffset, maxRecords) {
      const start = newestUpTo(table, topic, partition, fromOffset)?.baseOffset ?? fromOffset;
      const records: LogRecord[] = [];
      for (const { key, value } of table.getRange({
        start: [topic, partition, start],
        end: [topic, partition, last],
      })) {
        const room = maxRecords - records.length;
        records.push(...decodeChunk(value, topic, partition, offsetOf(key), fromOffset, room));
        if (records.length >= maxRecords) break;
      }
      return records;
    },
    list(topic, partition, limit, fromOffset = 0) {
      const range = { start: [topic, partition, fromOffset], end: [topic, partition, last], limit };
      return [...table.getRange(range)].map(({ key, value }) => ({ baseOffset: offsetOf(key), bytes: value }));
    },
    low,
    end,
    firstSince(topic, partition, timestampMs) {
      let [from, to] = [low(topic, partition), end(topic, partition).next];
      while (from < to) {
        const middle = Math.floor((from + to) / 2);
        const chunk = newestUpTo(table, topic, partition, middle);
        if (chunk === undefined) break;
        if (chunkTime(chunk.bytes) >= timestampMs) to = chunk.baseOffset;
        else from = Math.max(middle, lastOffset(chunk.bytes, chunk.baseOffset)) + 1; // compaction leaves gaps
      }
      return Math.max(from, low(topic, partition));
    },
  };
}

/** The chunk that holds `offset`, or would. */
function newestUpTo(table: Table, topic: string, partition: number, offset: number): StoredChunk | undefined {
  const range = { start: [topic, partition, offset], end: [topic, partition, -1], reverse: true, limit: 1 };
  for (const { key, value } of table.getRange(range)) return { baseOffset: offsetOf(key), bytes: value };
  return undefined;
}

const offsetOf = (key: unknown): number => (key as readonly [string, number, number])[2];
