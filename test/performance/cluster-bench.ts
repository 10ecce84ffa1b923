import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LogRecord, topicNames } from '@countersign/engine';
import type { KafkaService, RedisService } from '@countersign/testkit';
import { Kafka, logLevel } from 'kafkajs';
import { type RunningContender, startContender } from './contender.ts';
import { createWorkload } from './workload.ts';

const names = ['bare', 'countersign', 'obvious'] as const;
export type ContenderName = (typeof names)[number];

/** Contenders on one Kafka and one Redis, each with topics of its own, and a hand that feeds them all the same. */
export interface ClusterBench {
  /** Feeds so many events, then opens the gate; events per second from there to the last acknowledgement. */
  round(
    name: ContenderName,
    events: number,
  ): Promise<{ readonly perSecond: number; readonly cpuMicrosPerEvent: number }>;
  /** Lets the contender run free under so many events a second; milliseconds from the append of each event to that of its output. */
  latencies(name: 'bare' | 'countersign', perSecond: number, seconds: number): Promise<readonly number[]>;
  pidOf(name: ContenderName): number;
  close(): Promise<void>;
}

const partitions = 4;

export async function openClusterBench(
  kafkaService: KafkaService,
  redis: RedisService,
  accounts: number,
  profileFolder?: string,
): Promise<ClusterBench> {
  const { brokers } = kafkaService;
  const stem = `bench-${process.pid}-${Date.now()}`;
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'bench', logLevel: logLevel.ERROR });
  const producer = kafka.producer({ maxInFlightRequests: 1 });
  await producer.connect();
  const prefixOf = (name: ContenderName): string => `${stem}-${name}.`;
  const topicsOf = (name: ContenderName) => topicNames(prefixOf(name));
  await createTopics(
    kafka,
    names.flatMap((name) => [...new Set(Object.values(topicsOf(name)))]),
  );
  const start = (name: ContenderName, script: string): Promise<RunningContender> => {
    const { events: input, decisions: output } = topicsOf(name);
    const place = { brokers, redisUrl: redis.url, input, output, groupId: `${stem}-${name}` };
    const settings = {
      COUNTERSIGN_MODE: 'development',
      COUNTERSIGN_FOLDER: folder,
      COUNTERSIGN_KAFKA_BROKERS: brokers.join(','),
      COUNTERSIGN_REDIS_URL: redis.url,
      COUNTERSIGN_TOPIC_PREFIX: prefixOf(name),
    };
    const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
    return startContender(script, place, settings, name === 'countersign' ? profiling : []);
  };
  const running = {
    bare: await start('bare', 'bare-loop'),
    countersign: await start('countersign', 'cluster-scorer'),
    obvious: await start('obvious', 'obvious-design'),
  };
  const workloads = Object.fromEntries(names.map((name) => [name, createWorkload('', accounts)]));
  const feed = async (name: ContenderName, events: number): Promise<void> => {
    const records = workloads[name]?.next(events) ?? [];
    const messages = records.map(({ key, value }) => ({
      key: Buffer.from(key ?? ''),
      value: Buffer.from(value ?? ''),
    }));
    await producer.send({ topic: topicsOf(name).events, acks: -1, messages });
  };
  return {
    pidOf: (name) => running[name].pid,
    async round(name, events) {
      for (let fed = 0; fed < events; fed += 500) await feed(name, Math.min(500, events - fed));
      const { seconds, cpuSeconds } = await running[name].run(events);
      return { perSecond: events / seconds, cpuMicrosPerEvent: (cpuSeconds * 1e6) / events };
    },
    async latencies(name, perSecond, seconds) {
      running[name].open();
      const { decisions } = topicsOf(name);
      const before = await ends(kafka, decisions);
      const beginMs = performance.now();
      const total = perSecond * seconds;
      for (let fed = 0; fed < total; ) {
        const due = Math.min(total, Math.floor(((performance.now() - beginMs) * perSecond) / 1_000));
        if (due > fed) await feed(name, due - fed);
        else await new Promise((resolve) => setTimeout(resolve, 5));
        fed = Math.max(fed, due);
      }
      return readLatencies(kafka, decisions, before, total, name);
    },
    async close() {
      await Promise.all(names.map((name) => running[name].close()));
      await producer.disconnect();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Broker time on every record, so that latency is measured by one clock. */
async function createTopics(kafka: Kafka, topics: readonly string[]): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  const configEntries = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }];
  await admin.createTopics({
    topics: topics.map((topic) => ({ topic, numPartitions: partitions, replicationFactor: 1, configEntries })),
    waitForLeaders: true,
  });
  await admin.disconnect();
}

async function ends(kafka: Kafka, topic: string): Promise<ReadonlyMap<number, number>> {
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
}

async function readLatencies(
  kafka: Kafka,
  topic: string,
  from: ReadonlyMap<number, number>,
  total: number,
  name: 'bare' | 'countersign',
): Promise<readonly number[]> {
  const consumer = kafka.consumer({ groupId: `${topic}-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const found: number[] = [];
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          if (Number(message.offset) < (from.get(partition) ?? 0)) return;
          const readMs = name === 'bare' ? Number(message.headers?.['read']) : logTimeOf(message.value);
          found.push(Number(message.timestamp) - readMs);
          if (found.length === total) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return found;
}

const logTimeOf = (value: LogRecord['value']): number =>
  Date.parse(JSON.parse(Buffer.from(value ?? '').toString()).data.logTime);
