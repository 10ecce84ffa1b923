import type { LogRecord } from '@countersign/engine';
import { weightOf } from './room.ts';

/** Records of one topic, in order. */
export interface Chunk {
  readonly topic: string;
  readonly records: readonly LogRecord[];
  readonly weight: number;
}

/** What was fetched for one partition number and waits for its handler: one line per topic, served in turn. */
export interface RecordQueue {
  push(topic: string, records: LogRecord[]): void;
  /** Up to `maxRecords` records of the topic whose turn it is. */
  take(maxRecords: number): Chunk | undefined;
  size(): number;
  /** What the records count against the room (OVL-01). */
  weight(): number;
  /** Drops everything; returns what it weighed. */
  clear(): number;
}

export const createRecordQueue = (topics: readonly string[]): RecordQueue => {
  const lines = topics.map((topic) => ({ topic, batches: [] as LogRecord[][], from: 0 }));
  let turn = 0;
  let size = 0;
  let weight = 0;

  const takeFrom = (line: (typeof lines)[number], maxRecords: number): LogRecord[] => {
    const taken: LogRecord[] = [];
    while (taken.length < maxRecords) {
      const [first] = line.batches;
      if (first === undefined) break;
      const end = Math.min(first.length, line.from + maxRecords - taken.length);
      for (let index = line.from; index < end; index += 1) taken.push(first[index] as LogRecord);
      line.from = end;
      if (end === first.length) {
        line.batches.shift();
        line.from = 0;
      }
    }
    return taken;
  };

  return {
    push: (topic, records) => {
      const line = lines.find((candidate) => candidate.topic === topic);
      if (line === undefined || records.length === 0) return;
      line.batches.push(records);
      size += records.length;
      weight += weightOf(records);
    },
    take: (maxRecords) => {
      for (let tries = 0; tries < lines.length; tries += 1) {
        const line = lines[turn];
        turn = (turn + 1) % lines.length;
        if (line === undefined || line.batches.length === 0) continue;
        const records = takeFrom(line, maxRecords);
        const taken = weightOf(records);
        size -= records.length;
        weight -= taken;
        return { topic: line.topic, records, weight: taken };
      }
      return undefined;
    },
    size: () => size,
    weight: () => weight,
    clear: () => {
      const dropped = weight;
      for (const line of lines) {
        line.batches = [];
        line.from = 0;
      }
      size = 0;
      weight = 0;
      return dropped;
    },
  };
};
