import { setTimeout as pause } from 'node:timers/promises';
import type { LogReader, LogRecord } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import type { Cluster, KafkaMessage } from 'kafkajs';
import { toLogRecord } from './input/log-record.ts';
import type { ClusterConnection } from './kafka-client.ts';

export interface ClosableReader extends LogReader {
  close(): Promise<void>;
}

const maxFetchBytes = 1024 * 1024;
/** Asks for about what is wanted; a larger record comes whole all the same (KIP-74). */
const fetchBytesPerRecord = 8 * 1024;
const fetchWaitMs = 100;
const deadlineMs = 10_000;
const pauseMs = 250;

/** What kafkajs makes of one partition in a reply to Fetch. */
interface FetchedPartition {
  readonly highWatermark: string;
  readonly messages: readonly (KafkaMessage & { readonly isControlRecord?: boolean })[];
}

/** Reads straight from the partitions' leaders, without any consumer group. */
export const createLogReader = (open: () => Promise<ClusterConnection>): ClosableReader => {
  let connection: Promise<ClusterConnection> | undefined;

  /** Calls with the cluster; tries again while a broker is away, for ten seconds at most. */
  const withCluster = async <T>(call: (cluster: Cluster) => Promise<T>): Promise<T> => {
    const giveUpAt = Date.now() + deadlineMs;
    for (;;) {
      try {
        connection ??= open();
        return await call((await connection).cluster);
      } catch (error) {
        if (error instanceof CountersignError) throw error;
        if (Date.now() + pauseMs > giveUpAt || isFinal(error)) throw unreadable(error);
        const broken = connection;
        connection = undefined;
        void broken?.then((old) => old.close()).catch(() => {});
        await pause(pauseMs);
      }
    }
  };

  return {
    partitionCount: (topic) =>
      withCluster(async (cluster) => {
        const { topicMetadata } = await cluster.metadata();
        return topicMetadata.find((candidate) => candidate.topic === topic)?.partitionMetadata.length;
      }),
    bounds: (topic, partition) => withCluster((cluster) => boundsOf(cluster, topic, partition)),
    read: (topic, partition, fromOffset, maxRecords) =>
      withCluster((cluster) => readFrom(cluster, topic, partition, fromOffset, maxRecords)),
    offsetAt: (topic, partition, timestampMs) =>
      withCluster(async (cluster) => {
        const found = await offsetOf(cluster, topic, { partition, fromTimestamp: timestampMs });
        return found >= 0 ? found : (await boundsOf(cluster, topic, partition)).high;
      }),
    close: async () => {
      await (await connection?.catch(() => undefined))?.close();
      connection = undefined;
    },
  };
};

const boundsOf = async (cluster: Cluster, topic: string, partition: number) => {
  const low = await offsetOf(cluster, topic, { partition, fromBeginning: true });
  const high = await offsetOf(cluster, topic, { partition, fromBeginning: false });
  return { low, high };
};

type Sought = { readonly partition: number } & (
  | { readonly fromBeginning: boolean }
  | { readonly fromTimestamp: number }
);

const offsetOf = async (cluster: Cluster, topic: string, { partition, ...where }: Sought): Promise<number> => {
  await cluster.addTargetTopic(topic);
  await leaderOf(cluster, topic, partition);
  const query = { topic, partitions: [{ partition }], ...where };
  const [answer] = await cluster.fetchTopicsOffset([query]);
  return Number(answer?.partitions[0]?.offset ?? -1);
};

const readFrom = async (
  cluster: Cluster,
  topic: string,
  partition: number,
  fromOffset: number,
  maxRecords: number,
): Promise<readonly LogRecord[]> => {
  await cluster.addTargetTopic(topic);
  const maxBytes = Math.min(maxFetchBytes, maxRecords * fetchBytesPerRecord);
  for (let from = fromOffset; ; ) {
    const { messages, highWatermark } = await fetchOnce(cluster, topic, partition, from, maxBytes);
    const records = messages
      .filter(({ offset, isControlRecord }) => Number(offset) >= from && isControlRecord !== true)
      .slice(0, maxRecords)
      .map((message) => toLogRecord(topic, partition, message));
    const last = messages.at(-1);
    if (records.length > 0 || last === undefined || Number(last.offset) + 1 >= Number(highWatermark)) return records;
    from = Number(last.offset) + 1;
  }
};

const fetchOnce = async (
  cluster: Cluster,
  topic: string,
  partition: number,
  offset: number,
  maxBytes: number,
): Promise<FetchedPartition> => {
  const leader = await leaderOf(cluster, topic, partition);
  const broker = await cluster.findBroker({ nodeId: String(leader) });
  const { responses } = (await broker.fetch({
    maxWaitTime: fetchWaitMs,
    minBytes: 1,
    maxBytes,
    isolationLevel: 1,
    topics: [{ topic, partitions: [{ partition, fetchOffset: String(offset), maxBytes }] }],
  })) as { readonly responses: readonly { readonly partitions: readonly FetchedPartition[] }[] };
  return responses[0]?.partitions[0] ?? { highWatermark: '0', messages: [] };
};

/** Asks anew for a partition that is not known: partitions may have been added since. */
const leaderOf = async (cluster: Cluster, topic: string, partition: number): Promise<number> => {
  const known = (): number | undefined =>
    cluster.findTopicPartitionMetadata(topic).find(({ partitionId }) => partitionId === partition)?.leader;
  if (known() === undefined) await cluster.refreshMetadata();
  const leader = known();
  if (leader === undefined)
    throw new CountersignError('topic_missing', `There is no partition ${partition} of ${topic}.`);
  return leader;
};

const isFinal = (error: unknown): boolean =>
  error instanceof Error &&
  (/OffsetOutOfRange|SASLAuthentication/.test(error.name) ||
    /does not host this topic|authentication failed/i.test(error.message));

const unreadable = (error: unknown): CountersignError => {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === 'KafkaJSOffsetOutOfRange') {
    return new CountersignError('position_out_of_range', `Kafka does not keep the offset asked for: ${reason}.`, {
      cause: error,
    });
  }
  return new CountersignError('log_unavailable', `Kafka could not be read: ${reason}.`, {
    retryable: true,
    cause: error,
  });
};
