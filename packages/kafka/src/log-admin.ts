import { setTimeout as pause } from 'node:timers/promises';
import type { LogAdmin } from '@countersign/engine';
import { CountersignError, type Topic, topics } from '@countersign/events';
import type { Admin, ITopicConfig, Kafka } from 'kafkajs';

const servedWithinMs = 20_000;
const pauseMs = 100;

/** Kafka's own default for a whole record batch, bytes. */
const batchBytes = 1_048_588;

/** Creates topics after the topic table, each name behind `prefix`. Connects for every call: it is rarely used. */
export const createLogAdmin = (kafka: Kafka, prefix = ''): LogAdmin => {
  const withAdmin = async <T>(call: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = kafka.admin();
    try {
      await admin.connect();
      return await call(admin);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CountersignError('log_unavailable', `Kafka did not answer: ${reason}.`, {
        retryable: true,
        cause: error,
      });
    } finally {
      await admin.disconnect().catch(() => {});
    }
  };

  const existing = (): ReturnType<LogAdmin['existing']> =>
    withAdmin(async (admin) => {
      const { topics: found } = await admin.fetchTopicMetadata();
      return found.map(({ name, partitions }) => ({ name, partitions: partitions.length }));
    });

  return {
    existing,
    create: async ({ partitions, replicationFactor }) => {
      const present = new Set((await existing()).map(({ name }) => name));
      const missing = topics
        .map((topic) => topicConfig(topic, prefix, partitions, replicationFactor))
        .filter(({ topic }) => !present.has(topic));
      if (missing.length > 0) await withAdmin((admin) => createAll(admin, missing));
      return missing.map(({ topic }) => topic);
    },
  };
};

/**
 * Creates the topics and waits until every partition answers. kafkajs' own waiting gives up when the broker that it asks has not
 * heard of a topic yet, and a partition that has a leader may still refuse its first records.
 */
const createAll = async (admin: Admin, missing: readonly ITopicConfig[]): Promise<void> => {
  await admin.createTopics({ topics: [...missing], waitForLeaders: false });
  const giveUpAt = Date.now() + servedWithinMs;
  for (const { topic } of missing) {
    while (!(await isServed(admin, topic))) {
      if (Date.now() > giveUpAt) throw new Error(`${topic} was created but is not served yet`);
      await pause(pauseMs);
    }
  }
};

const isServed = (admin: Admin, topic: string): Promise<boolean> =>
  admin.fetchTopicOffsets(topic).then(
    () => true,
    () => false,
  );

const topicConfig = (topic: Topic, prefix: string, partitions: number, replicationFactor: number): ITopicConfig => ({
  topic: `${prefix}${topic.name}`,
  numPartitions: topic.copartitioned ? partitions : Math.min(partitions, topic.partitions),
  replicationFactor,
  configEntries: Object.entries(topicSettings(topic, replicationFactor)).map(([name, value]) => ({ name, value })),
});

/** Kafka's settings of a topic. Its size limit is for a whole batch of records, so one largest record is added to a full batch. */
const topicSettings = (topic: Topic, replicationFactor: number): Record<string, string> => ({
  'cleanup.policy': topic.compacted ? 'compact' : 'delete',
  'retention.ms': String(topic.retentionMs),
  'message.timestamp.type': topic.timestampType,
  'max.message.bytes': String(batchBytes + topic.maxMessageBytes),
  'min.insync.replicas': String(Math.max(1, replicationFactor - 1)),
});
