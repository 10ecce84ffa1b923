import type { NextOffsets, PartitionedInput, RunningInput } from '@countersign/engine';
import type { Batch, Consumer, EachBatchPayload } from 'kafkajs';
import type { KafkaOptions } from '../kafka-options.ts';
import type { ClosableReader } from '../log-reader.ts';
import { checkedOffsets, equalPartitions } from './bounds-check.ts';
import { coPartitionedAssigner } from './co-partitioned-assigner.ts';
import { consumerSettings } from './consumer-settings.ts';
import { takeSeat } from './group-seat.ts';
import { watchCrashes } from './crash-watch.ts';
import { type HeldPartition, holdPartition, type PartitionSource } from './held-partition.ts';
import { toLogRecord } from './log-record.ts';
import { createOffsetNotes } from './offset-notes.ts';
import { createReadingFailure } from './reading-failure.ts';
import { createRoom } from './room.ts';
import { watchStalls } from './stall-watch.ts';

/** Records read ahead per process before fetching pauses (OVL-01). */
const maxWeightAhead = 2_000;
const heartbeatMs = 1_000;

/**
 * The scorer's input: partition number p of all topics goes to one member of the group, which reads them from the positions that its
 * handler keeps (DEL-03). Fetching and handling overlap: what was fetched waits in a bounded queue per partition.
 */
export const createPartitionedInput = (options: KafkaOptions, openReader: () => ClosableReader): PartitionedInput => ({
  run: async ({ groupId, topics, maxRecords, handler }): Promise<RunningInput> => {
    const reader = openReader();
    await equalPartitions(reader, topics);
    const { failed, fail } = createReadingFailure();
    const room = createRoom(maxWeightAhead);
    const held = new Map<number, HeldPartition>();
    const endings = new Map<number, Promise<void>>();
    let memberId = '';
    let isStopping = false;

    const { log = () => {} } = options;
    const seat = takeSeat(options, groupId);
    const consumer = seat.kafka.consumer({
      ...consumerSettings(seat, groupId, options.sessionTimeoutMs),
      partitionAssigners: [coPartitionedAssigner(() => [...held.keys()])],
    });
    const places = (partition: number) => topics.map((topic) => ({ topic, partitions: [partition] }));
    const source: PartitionSource = {
      topics,
      maxRecords,
      handler,
      room,
      log,
      fail,
      hold: (partition) => pauseQuietly(consumer, places(partition)),
      readFrom: (partition, offsets) => {
        for (const topic of topics) consumer.seek({ topic, partition, offset: String(offsets[topic] ?? 0) });
        consumer.resume(places(partition));
      },
      checked: (partition, offsets) => checkedOffsets(reader, topics, partition, offsets),
    };

    const release = (partition: number): void => {
      const lost = held.get(partition);
      if (lost === undefined) return;
      held.delete(partition);
      endings.set(partition, lost.end());
    };
    const take = (partition: number): void => {
      held.set(partition, holdPartition(partition, source, endings.get(partition) ?? Promise.resolve()));
    };

    // Synchronous: nothing may be fetched before every partition is held or sought.
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      if (isStopping) return;
      const assigned = new Set(payload.memberAssignment[topics[0] ?? ''] ?? []);
      const isOther = payload.memberId !== memberId;
      memberId = payload.memberId;
      for (const partition of held.keys()) if (isOther || !assigned.has(partition)) release(partition);
      for (const partition of assigned) {
        const kept = held.get(partition);
        if (kept === undefined) take(partition);
        else kept.rejoined();
      }
    });
    consumer.on(consumer.events.START_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
      if (batchSize === 0) held.get(partition)?.skip(topic, Number(lastOffset));
    });
    // Between a crash and the next join we are no member: whatever we held may belong to somebody else.
    consumer.on(consumer.events.CRASH, () => {
      for (const partition of held.keys()) release(partition);
    });
    watchCrashes(consumer, (error) => isStopping || fail(error));
    const idle = () => [...held.values()].flatMap(({ partition, idleAt }) => asIdle(partition, idleAt()));
    const endWatch = watchStalls(consumer, { isHeldBack: room.isFull, idle }, reader, fail);
    const notes = createOffsetNotes(consumer, () => held.values());

    await seat.clear();
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 64,
      eachBatch: async (payload) => {
        if (!offer(held.get(payload.batch.partition), payload)) return;
        while (room.isFull()) {
          await room.wait(heartbeatMs);
          if (room.isFull()) for (const partition of held.values()) partition.makeRoom();
          if (!(await heartbeat(payload))) return;
        }
      },
    });

    return {
      failed,
      partitions: () => [...held.keys()].sort((a, b) => a - b),
      stop: async () => {
        isStopping = true;
        endWatch();
        const leaving = [...held.values()];
        room.open();
        await Promise.all(leaving.map(({ end }) => end()));
        await Promise.all(endings.values());
        await notes.close();
        held.clear();
        await seat.leave(consumer);
        await reader.close();
      },
    };
  },
});

const asIdle = (partition: number, offsets: NextOffsets | undefined) =>
  offsets === undefined ? [] : [{ partition, offsets }];

/** Hands a fetched batch to its partition; false when nobody wants it, so that it is read again from where they do. */
const offer = (held: HeldPartition | undefined, payload: EachBatchPayload): boolean => {
  const { batch } = payload;
  const lastMessage = batch.messages.at(-1);
  if (held === undefined || lastMessage === undefined || payload.isStale()) return false;
  const { fetchedOffset } = batch as Batch & { readonly fetchedOffset: string };
  const records = batch.messages.map((message) => toLogRecord(batch.topic, batch.partition, message));
  if (!held.offer(batch.topic, Number(fetchedOffset), Number(batch.lastOffset()), records)) return false;
  payload.resolveOffset(lastMessage.offset);
  return true;
};

/** False when the group is being formed anew: kafkajs finds that out itself as soon as we return. */
const heartbeat = (payload: EachBatchPayload): Promise<boolean> =>
  payload.heartbeat().then(
    () => payload.isRunning(),
    () => false,
  );

const pauseQuietly = (consumer: Consumer, places: { topic: string; partitions: number[] }[]): void => {
  try {
    consumer.pause(places);
  } catch {
    // A consumer between crash and restart has nothing to pause; the next join holds everything.
  }
};
