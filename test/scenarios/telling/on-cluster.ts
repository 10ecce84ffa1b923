import { randomBytes } from 'node:crypto';
import { topicNames } from '@countersign/engine';
import { partitionOf } from '@countersign/events';
import { connectKafka } from '@countersign/kafka';
import { openRedis } from '@countersign/redis';
import type { Policy } from '@countersign/scoring';
import type { KafkaService, RedisService } from '@countersign/testkit';
import { ConfigResourceTypes, type Kafka, type Message } from 'kafkajs';
import { plainKafka } from '../../integration/kafka-fixture.ts';
import { type ServicePlayer, type TimedRecord, playOnServices, storyTime } from './play-on-services.ts';
import type { StoryMail } from './story-mail.ts';

const partitions = 2;

/**
 * Scorer and notifier on a Kafka and a Redis, under a prefix of their own. The inputs' records carry the story's time
 * (CreateTime): in production the log gives them its own (DEL-12).
 */
export async function playOnCluster(
  kafka: KafkaService,
  redis: RedisService,
  policy: Policy,
  startMs: number,
  mail?: StoryMail,
): Promise<ServicePlayer> {
  const prefix = `story-${randomBytes(6).toString('hex')}`;
  const topics = topicNames(`${prefix}.`);
  const log = connectKafka({ brokers: kafka.brokers, clientId: prefix, topicPrefix: `${prefix}.` });
  const stores = openRedis({ urls: [redis.url], durability: { kind: 'fsync' }, prefix, commandTimeoutMs: 10_000 });
  const time = storyTime(startMs);
  const plain = plainKafka(kafka);
  await log.admin.create({ partitions, replicationFactor: 1 });
  await takeTimeFromRecords(plain, [topics.events, topics.outcomes, topics.labels]);
  const timed = await openTimedPublisher(plain);
  const around = {
    ...log,
    ...stores,
    publishAt: timed.publishAt,
    topics,
    async close() {
      await timed.close();
      await log.close();
      await stores.close();
    },
  };
  return playOnServices(around, time, policy, mail);
}

/** Records keep the story's time, however far from the machine's it is. */
async function takeTimeFromRecords(kafka: Kafka, topics: readonly string[]): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  const configEntries = [
    { name: 'message.timestamp.type', value: 'CreateTime' },
    { name: 'retention.ms', value: '-1' },
    { name: 'message.timestamp.after.max.ms', value: '9223372036854775807' },
  ];
  const resources = topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configEntries }));
  await admin.alterConfigs({ validateOnly: false, resources });
  await admin.disconnect();
}

async function openTimedPublisher(
  kafka: Kafka,
): Promise<{ publishAt(records: readonly TimedRecord[]): Promise<void>; close(): Promise<void> }> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  return {
    async publishAt(records) {
      const byTopic = Map.groupBy(records, ({ record }) => record.topic);
      const topicMessages = [...byTopic].map(([topic, of]) => ({ topic, messages: of.map(messageOf) }));
      await producer.sendBatch({ acks: -1, topicMessages });
    },
    close: () => producer.disconnect(),
  };
}

function messageOf({ atMs, record: { key, value, headers = {} } }: TimedRecord): Message {
  const account = Buffer.from(key ?? []);
  return {
    key: account,
    value: value === null ? null : Buffer.from(value),
    partition: partitionOf(account.toString(), partitions),
    headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, Buffer.from(bytes)])),
    timestamp: String(atMs),
  };
}
