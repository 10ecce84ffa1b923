import type { LogPublisher, LogReader, LogRecord, OutgoingRecord } from '@countersign/engine';
import { partitionOf } from '@countersign/events';
import type { Network } from './network.ts';
import type { Scheduler, SimProcess } from './scheduler.ts';

/** Topics that lose nothing and acknowledge late. */
export interface SimLog {
  readonly partitions: number;
  records(topic: string, partition: number): readonly LogRecord[];
  all(topic: string): readonly LogRecord[];
  append(record: OutgoingRecord): void;
  publisherFor(process: SimProcess): LogPublisher;
  readerFor(process: SimProcess): LogReader;
  /** Calls back once, at the next append to any topic. */
  onAppend(run: () => void): void;
}

export function simLog(scheduler: Scheduler, network: Network, topics: readonly string[], partitions: number): SimLog {
  const logs = new Map<string, LogRecord[][]>(
    topics.map((topic) => [topic, Array.from({ length: partitions }, () => [])]),
  );
  let waiting: (() => void)[] = [];
  const partitionLog = (topic: string, partition: number): LogRecord[] => {
    const found = logs.get(topic)?.[partition];
    if (found === undefined) throw new Error(`no partition ${partition} of ${topic} in the simulated log`);
    return found;
  };
  const append = (record: OutgoingRecord): void => {
    const { topic, key, value } = record;
    const partition = record.partition ?? (key === null ? 0 : partitionOf(key, partitions));
    const log = partitionLog(topic, partition);
    const timestampMs = Math.max(scheduler.nowMs(), log.at(-1)?.timestampMs ?? 0);
    log.push({ topic, partition, offset: log.length, timestampMs, key, value, headers: record.headers ?? {} });
    const woken = waiting;
    waiting = [];
    for (const run of woken) run();
  };
  return {
    partitions,
    records: partitionLog,
    all: (topic) => (logs.get(topic) ?? []).flat(),
    append,
    onAppend: (run) => void waiting.push(run),
    publisherFor: (process) => ({
      publish: (records) => network.call(process, () => records.forEach(append)),
    }),
    readerFor: (process) => ({
      partitionCount: (topic) => network.call(process, () => (logs.has(topic) ? partitions : undefined)),
      bounds: (topic, partition) =>
        network.call(process, () => ({ low: 0, high: partitionLog(topic, partition).length })),
      read: (topic, partition, from, most) =>
        network.call(process, () => partitionLog(topic, partition).slice(from, from + most)),
      offsetAt: (topic, partition, timestampMs) =>
        network.call(process, () => {
          const log = partitionLog(topic, partition);
          const at = log.findIndex((record) => record.timestampMs >= timestampMs);
          return at < 0 ? log.length : at;
        }),
    }),
  };
}
