import { randomUUID } from 'node:crypto';
import { type LogRecord, type TopicNames, topicNames } from '@countersign/engine';
import { Kafka, type Producer, logLevel } from 'kafkajs';
import { challenge, challengeRecord, contactsOf, contactsRecord } from '../integration/notifier-records.ts';
import { sharedMs } from './mail-clock.ts';

/** Where the notifier of the bench finds what it needs. */
export interface SendingPlace {
  readonly brokers: readonly string[];
  readonly redisUrl: string;
  readonly smtpUrl: string;
  readonly topicPrefix: string;
  /** It tells when the contacts of so many are stored. */
  readonly accounts: number;
}

/** What it tells; times are of the clock that both processes share. */
export type SendingTold =
  | { readonly type: 'ready' }
  | {
      readonly type: 'times';
      readonly readAtMs: readonly (readonly [id: string, ms: number])[];
      readonly claimedAtMs: readonly (readonly [id: string, ms: number])[];
    };

/** Publishes challenges of accounts whose contacts it published before. */
export interface SendLoad {
  publishContacts(): Promise<void>;
  /** Publishes one challenge for each of the next `count` accounts, at times of chance; when each was acknowledged, by its id. */
  publish(count: number, perSecond: number): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

const partitions = 4;

export async function sendLoad({ brokers, topicPrefix, accounts }: SendingPlace): Promise<SendLoad> {
  const topics = topicNames(topicPrefix);
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'bench', logLevel: logLevel.ERROR });
  await createTopics(kafka, topics);
  const producer = kafka.producer();
  await producer.connect();
  const left = Array.from({ length: accounts }, () => `account-${randomUUID()}`);
  return {
    async publishContacts() {
      for (let from = 0; from < left.length; from += 500) {
        const records = left.slice(from, from + 500).map((account) => contactsRecord(contactsOf(account)));
        await producer.send({ topic: topics.contacts, messages: records.map(messageOf) });
      }
    },
    async publish(count, perSecond) {
      const acknowledged = new Map<string, number>();
      const sends: Promise<void>[] = [];
      const beginMs = sharedMs();
      let dueMs = 0;
      for (const account of left.splice(0, count)) {
        dueMs += (-Math.log(1 - Math.random()) * 1_000) / perSecond;
        const waitMs = beginMs + dueMs - sharedMs();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        sends.push(publishOne(producer, topics.challenges, account, acknowledged));
      }
      await Promise.all(sends);
      return acknowledged;
    },
    close: () => producer.disconnect(),
  };
}

async function publishOne(producer: Producer, topic: string, accountId: string, at: Map<string, number>) {
  const nowMs = Date.now();
  const id = randomUUID();
  const record = challengeRecord({
    ...challenge,
    id,
    accountId,
    device: `device-${id}`,
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + 600_000).toISOString(),
  });
  await producer.send({ topic, messages: [messageOf(record)] });
  at.set(id, sharedMs());
}

const messageOf = ({ key, value }: LogRecord) => ({ key: Buffer.from(key ?? ''), value: Buffer.from(value ?? '') });

async function createTopics(kafka: Kafka, topics: TopicNames): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  const names = [...new Set(Object.values(topics))];
  await admin.createTopics({
    topics: names.map((topic) => ({ topic, numPartitions: partitions, replicationFactor: 1 })),
    waitForLeaders: true,
  });
  await admin.disconnect();
}
