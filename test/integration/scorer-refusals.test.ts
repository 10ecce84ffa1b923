import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TopicNames, topicNames } from '@countersign/engine';
import { shippedPolicyFile } from '@countersign/scorer';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, plainKafka, uniqueName } from './kafka-fixture.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { type RunningService, startNotifier, startScorer } from './running-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-refusals-'));
afterAll(() => rmSync(folder, { recursive: true }));
const misspelt = join(folder, 'misspelt.yaml');
writeFileSync(misspelt, readFileSync(shippedPolicyFile, 'utf8').replaceAll('lifetimeSeconds:', 'lifetimeSecond:'));

const refused = async (scorer: RunningService): Promise<string> => {
  expect(await scorer.ended, scorer.said()).toBe(1);
  return scorer.said();
};

describe('a scorer without its servers', () => {
  /** Nothing listens on port 1. */
  const nowhere = { COUNTERSIGN_KAFKA_BROKERS: '127.0.0.1:1', COUNTERSIGN_REDIS_URL: 'redis://127.0.0.1:1' };

  test('names the policy file that is missing, and both servers, in one start (DEL-15)', async () => {
    const policy = join(folder, 'missing.yaml');
    const said = await refused(startScorer({ ...nowhere, COUNTERSIGN_FOLDER: folder, COUNTERSIGN_POLICY: policy }));
    expect(said).toContain(
      'missing.yaml cannot be read (ENOENT); allowed: the path of a YAML file, in COUNTERSIGN_POLICY',
    );
    expect(said).toContain('Countersign cannot start: 3 problems');
    expect(said).toMatch(/Redis/);
    expect(said).toMatch(/Kafka/);
  });
});

const redis = await redisService({ dedicated: true });
const kafka = async () => (isMissing(redis) ? redis : kafkaService());

await describeWithService('kafka', 'a scorer that must not start (DEL-15)', kafka, (broker) => {
  if (isMissing(redis)) return;
  afterAll(() => redis.stop());
  const client = new Redis(redis.url);
  afterAll(() => void client.disconnect());
  const kafkaPorts = connect(broker);
  afterAll(() => kafkaPorts.close());

  let prefix = '';
  let topics: TopicNames;
  beforeEach(() => {
    prefix = `${uniqueName('refused')}.`;
    topics = topicNames(prefix);
  });
  const settingsWith = (settings: Readonly<Record<string, string>>) => ({
    COUNTERSIGN_FOLDER: folder,
    COUNTERSIGN_KAFKA_BROKERS: broker.brokers.join(','),
    COUNTERSIGN_REDIS_URL: redis.url,
    COUNTERSIGN_TOPIC_PREFIX: prefix,
    ...settings,
  });
  const scorer = (settings: Readonly<Record<string, string>> = {}): RunningService =>
    startScorer(settingsWith(settings));
  const createTopics = async (partitionsOf: (topic: string) => number): Promise<void> => {
    const admin = plainKafka(broker).admin();
    await admin.connect();
    const names = [...new Set(Object.values(topics))];
    await admin.createTopics({
      topics: names.map((topic) => ({ topic, numPartitions: partitionsOf(topic) })),
      waitForLeaders: true,
    });
    await admin.disconnect();
  };
  const publishTo = (topic: string, partition: number): Promise<void> =>
    kafkaPorts.publisher.publish([{ topic, partition, key: Buffer.from('ana'), value: Buffer.from('{}') }]);
  /** The state of a partition as the scorer would have left it. */
  const standAt = async (partition: number, offset: number, note = ''): Promise<void> => {
    const stores = openFresh([redis.url], { ...patient, prefix: `countersign-${prefix}` });
    const next = { [topics.events]: offset };
    const batch = { expected: {}, next, applyId: 'a', profiles: new Map(), outbox: new Uint8Array(), note };
    await (await stores.partitions.apply(partition, batch)).durable();
    await stores.close();
  };

  test('topics are missing', async () => {
    expect(await refused(scorer())).toMatch(/Topic .*account\.events.* does not exist; create it with/);
  });

  test('inputs are partitioned differently', async () => {
    await createTopics((topic) => (topic === topics.labels ? 3 : 2));
    expect(await refused(scorer())).toMatch(/must have the same number of partitions, but .*labels has 3; recreate/);
  });

  test('a position lies outside the log', async () => {
    await createTopics(() => 2);
    await standAt(1, 99);
    expect(await refused(scorer())).toMatch(/account\.events partition 1 should be 100, but the log holds 0 to/);
  });

  test('the state was made with another number of partitions', async () => {
    await createTopics(() => 2);
    await standAt(0, -1, JSON.stringify({ partitions: 3, last: {} }));
    expect(await refused(scorer())).toMatch(/made with 3 partitions, the input topics have 2: .*3 partitions again/);
  });

  test('a topic was made anew', async () => {
    await createTopics(() => 2);
    await publishTo(topics.events, 0);
    const last = { [topics.events]: { offset: 0, timestampMs: 1, crc: 1 } };
    await standAt(0, 0, JSON.stringify({ partitions: 2, last }));
    expect(await refused(scorer())).toMatch(
      /Record 0 of .*account\.events partition 0 is not the one that was applied last/,
    );
  });

  test('the notifier, too, refuses a Redis that may evict', async () => {
    await createTopics(() => 2);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const said = await refused(startNotifier(settingsWith({ COUNTERSIGN_HTTP_PORT: '0' })));
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    expect(said).toMatch(/may evict profiles: set maxmemory-policy to noeviction/);
  });

  test('Redis was emptied although decisions exist; COUNTERSIGN_START_AT=latest gets past it', async () => {
    await createTopics(() => 3);
    for (const partition of [0, 2]) await publishTo(topics.decisions, partition);
    const said = await refused(scorer());
    expect(said).toMatch(/holds nothing for partition 0 although .*COUNTERSIGN_START_AT=latest .*for 1 more partition/);
    const started = scorer({ COUNTERSIGN_START_AT: 'latest' });
    await started.says(/Scoring\./);
    started.signal('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  test('everything that is wrong is said in one start', async () => {
    await createTopics(() => 2);
    await standAt(0, 5);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const said = await refused(scorer({ COUNTERSIGN_POLICY: misspelt }));
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    expect(said).toContain('Countersign cannot start: 3 problems');
    expect(said.match(/lifetimeSeconds/g)?.length).toBeGreaterThan(1);
    expect(said).toMatch(/may evict profiles: set maxmemory-policy to noeviction \(it is allkeys-lru\)/);
    expect(said).toMatch(/partition 0 should be 6, but the log holds/);
  });
});
