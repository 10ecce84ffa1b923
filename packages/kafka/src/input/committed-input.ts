import { setTimeout as pause } from 'node:timers/promises';
import type { CommittedInput, LogRecord, RunningInput } from '@countersign/engine';
import type { EachBatchPayload } from 'kafkajs';
import type { KafkaLog, KafkaOptions } from '../kafka-options.ts';
import type { ClosableReader } from '../log-reader.ts';
import { consumerSettings } from './consumer-settings.ts';
import { takeSeat } from './group-seat.ts';
import { topicsExist } from './bounds-check.ts';
import { watchCrashes } from './crash-watch.ts';
import { toLogRecord } from './log-record.ts';
import { createReadingFailure } from './reading-failure.ts';
import { watchStalls } from './stall-watch.ts';

const heartbeatMs = 1_000;
const firstPauseMs = 100;
const longestPauseMs = 5_000;
/** One partition whose records fail again and again must not hold up the others. */
const partitionsAtOnce = 4;

/** The notifier's input: the offset of a chunk is committed when its handler resolved; a handler that throws gets the chunk again. */
export const createCommittedInput = (options: KafkaOptions, openReader: () => ClosableReader): CommittedInput => ({
  run: async ({ groupId, topics, maxRecords, handle }): Promise<RunningInput> => {
    const reader = openReader();
    await topicsExist(reader, topics);
    const { failed, fail } = createReadingFailure();
    const { log = () => {} } = options;
    const seat = takeSeat(options, groupId);
    const consumer = seat.kafka.consumer(consumerSettings(seat, groupId, options.sessionTimeoutMs));
    const working = new Set<EachBatchPayload>();
    let held: readonly number[] = [];
    let isStopping = false;

    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      held = [...new Set(Object.values(payload.memberAssignment).flat())].sort((a, b) => a - b);
    });
    watchCrashes(consumer, (error) => isStopping || fail(error));
    const endWatch = watchStalls(consumer, { isHeldBack: () => working.size > 0, idle: () => [] }, reader, fail);

    await seat.clear();
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: async (payload) => {
        working.add(payload);
        try {
          await handleBatch(payload, maxRecords, handle, () => isStopping, log);
        } finally {
          working.delete(payload);
        }
      },
    });

    return {
      failed,
      partitions: () => held,
      stop: async () => {
        isStopping = true;
        endWatch();
        held = [];
        await seat.leave(consumer);
        await reader.close();
      },
    };
  },
});

/** Works through a fetched batch; returns early, with the rest not committed, when the partition is no longer ours. Never throws (KJS-04). */
const handleBatch = async (
  payload: EachBatchPayload,
  maxRecords: number,
  handle: (records: readonly LogRecord[]) => Promise<void>,
  isStopping: () => boolean,
  log: KafkaLog,
): Promise<void> => {
  const { topic, partition, messages } = payload.batch;
  let isMember = true;
  const isOurs = (): boolean => isMember && payload.isRunning() && !payload.isStale() && !isStopping();
  const beat = (): Promise<void> => payload.heartbeat().catch(() => void (isMember = false));
  const beating = setInterval(() => void beat(), heartbeatMs);
  try {
    for (let from = 0; from < messages.length && isOurs(); from += maxRecords) {
      const chunk = messages.slice(from, from + maxRecords);
      const records = chunk.map((message) => toLogRecord(topic, partition, message));
      if (!(await handledAtLast(() => handle(records), isOurs, log))) return;
      const last = chunk.at(-1)?.offset ?? '0';
      payload.resolveOffset(last);
      const offsets = [{ partition, offset: String(Number(last) + 1) }];
      await payload
        .commitOffsetsIfNecessary({ topics: [{ topic, partitions: offsets }] })
        .catch(() => void (isMember = false));
      await beat();
    }
  } finally {
    clearInterval(beating);
  }
};

/** Calls until it resolves; false when the partition is lost before that. */
const handledAtLast = async (call: () => Promise<void>, isOurs: () => boolean, log: KafkaLog): Promise<boolean> => {
  for (let pauseMs = firstPauseMs; isOurs(); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      await call();
      return true;
    } catch (error) {
      log('warn', 'a handler failed; it gets the same records again', { error: String(error) });
      await pause(pauseMs);
    }
  }
  return false;
};
