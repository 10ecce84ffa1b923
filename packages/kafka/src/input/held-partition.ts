import { setTimeout as pause } from 'node:timers/promises';
import type { Lease, LogRecord, NextOffsets, PartitionHandler } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import type { KafkaLog } from '../kafka-options.ts';
import { createRecordQueue } from './record-queue.ts';
import type { Room } from './room.ts';

/** What a held partition asks of the consumer it belongs to. */
export interface PartitionSource {
  readonly topics: readonly string[];
  readonly maxRecords: number;
  readonly handler: PartitionHandler;
  readonly room: Room;
  readonly log: KafkaLog;
  /** Nothing of the partition is delivered until `readFrom`. */
  hold(partition: number): void;
  readFrom(partition: number, offsets: NextOffsets): void;
  /** The given offsets, completed by the first offsets kept; throws `position_out_of_range`. */
  checked(partition: number, offsets: NextOffsets): Promise<NextOffsets>;
  /** Only a restart of the process mends this. */
  fail(error: unknown): void;
}

/** A partition number from the moment it was assigned to this member until it is lost. */
export interface HeldPartition {
  readonly partition: number;
  /** Takes a fetched batch; false when it is not what was to come next, and must be read again. */
  offer(topic: string, fetchedOffset: number, lastOffset: number, records: LogRecord[]): boolean;
  /** Offsets up to here hold nothing to deliver (marks of transactions, compacted records). */
  skip(topic: string, lastOffset: number): void;
  /** The group was formed anew and the partition stayed: the consumer forgot where it was. */
  rejoined(): void;
  /** The process is full: a partition whose handler made no progress since the last call must not hold up the others. */
  makeRoom(): void;
  /** Offsets after the last record that the handler finished, for lag tools. */
  readonly finished: () => ReadonlyMap<string, number>;
  /** Offsets to be fetched next; `undefined` while it is being taken over or has records waiting. */
  readonly idleAt: () => NextOffsets | undefined;
  /** The partition is lost: resolves when nothing of it is under way and the handler knows. */
  readonly end: () => Promise<void>;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Takes a partition over and feeds its handler, one chunk at a time, until `end`. Starts after `before`. */
export const holdPartition = (partition: number, source: PartitionSource, before: Promise<void>): HeldPartition => {
  const { topics, handler, room, maxRecords } = source;
  const queue = createRecordQueue(topics);
  const finished = new Map<string, number>();
  let next: Record<string, number> | undefined;
  let isCurrent = true;
  let isLost = false;
  let isSetAside = false;
  let hasProgressed = true;
  let wake = (): void => {};
  const ending = new AbortController();
  const lease: Lease = { isCurrent: () => isCurrent };

  /** A partition that is set aside is fetched no more and does not count. */
  const count = (weight: number): void => {
    if (!isSetAside) room.change(weight);
  };

  const forget = (): void => {
    next = undefined;
    source.hold(partition);
    count(-queue.clear());
    isSetAside = false;
  };

  const progress = (topic: string, offset: number): void => {
    finished.set(topic, offset);
    hasProgressed = true;
    if (!isSetAside || next === undefined || queue.size() >= maxRecords) return;
    isSetAside = false;
    room.change(queue.weight());
    source.readFrom(partition, next);
  };

  const takeOver = async (): Promise<void> => {
    const offsets = await source.checked(partition, await handler.assigned(partition));
    if (!isCurrent) return;
    isLost = false;
    next = { ...offsets };
    source.readFrom(partition, offsets);
  };

  const feed = async (onProgress: () => void): Promise<void> => {
    while (isCurrent && !isLost) {
      const chunk = queue.take(maxRecords);
      if (chunk === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      count(-chunk.weight);
      const answer = await handler.chunk(partition, chunk.topic, chunk.records, lease);
      if (answer === 'again') return;
      if (isCurrent) progress(chunk.topic, (chunk.records.at(-1)?.offset ?? -1) + 1);
      onProgress();
    }
  };

  const run = async (): Promise<void> => {
    await before;
    let pauseMs = 0;
    while (isCurrent) {
      try {
        await takeOver();
        await feed(() => (pauseMs = 0));
      } catch (error) {
        if (error instanceof CountersignError && !error.retryable) source.fail(error);
        else
          source.log('warn', 'a handler failed; taking the partition over again', { partition, error: String(error) });
      }
      if (!isCurrent) break;
      forget();
      await pause(pauseMs, undefined, { signal: ending.signal }).catch(() => {});
      pauseMs = Math.min(Math.max(pauseMs * 2, firstPauseMs), longestPauseMs);
    }
    count(-queue.clear());
    await handler.revoked(partition).catch((error: unknown) => {
      source.log('warn', 'a handler failed while giving a partition back', { partition, error: String(error) });
    });
  };

  source.hold(partition);
  const ended = run();
  return {
    partition,
    offer: (topic, fetchedOffset, lastOffset, records) => {
      if (next === undefined || !isCurrent || isLost) return false;
      if (next[topic] !== fetchedOffset) {
        isLost = true;
        source.log('warn', 'the log went on elsewhere than expected; taking the partition over again', {
          topic,
          partition,
          expectedOffset: next[topic],
          fetchedOffset,
        });
        wake();
        return false;
      }
      next[topic] = lastOffset + 1;
      const before = queue.weight();
      queue.push(topic, records);
      count(queue.weight() - before);
      wake();
      return true;
    },
    skip: (topic, lastOffset) => {
      const expected = next?.[topic];
      if (next !== undefined && expected !== undefined && expected <= lastOffset) next[topic] = lastOffset + 1;
    },
    rejoined: () => (next === undefined || isSetAside ? source.hold(partition) : source.readFrom(partition, next)),
    makeRoom: () => {
      if (!hasProgressed && !isSetAside && queue.size() > 0) {
        room.change(-queue.weight());
        isSetAside = true;
        source.hold(partition);
      }
      hasProgressed = false;
    },
    finished: () => finished,
    idleAt: () => (queue.size() === 0 && !isLost ? next : undefined),
    end: async () => {
      isCurrent = false;
      source.hold(partition);
      ending.abort();
      wake();
      await ended;
    },
  };
};
