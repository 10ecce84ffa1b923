import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Mac,
  type OutgoingRecord,
  outboxCodec,
  rebuild,
  type RebuildReport,
  type RebuildSettings,
  signatureHeaders,
  silentObserver,
  topicNames,
} from '@countersign/engine';
import {
  type Challenge,
  type Decision,
  decodeRecord,
  encodeRecord,
  labelId,
  type Outcome,
  uuidFromBytes,
} from '@countersign/events';
import { loadGeo } from '@countersign/geoip';
import { connectKafka } from '@countersign/kafka';
import type { RedisStores } from '@countersign/redis';
import { keyRing, keysInFolder, nodeMac, systemClock, systemRandomness } from '@countersign/runtime';
import { loadPolicy } from '@countersign/scorer';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkload } from '../performance/workload.ts';
import { commandInProcess } from './command-in-process.ts';
import { plainKafka, readAll, uniqueName, until } from './kafka-fixture.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { scorerFor } from './scorer-in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-rebuild-'));
afterAll(() => rmSync(folder, { recursive: true }));
const purposes = ['pseudonym', 'challenge-id', 'binding', 'outcome'] as const;
const mac: Mac = nodeMac(keyRing(keysInFolder(folder, purposes, {}, systemRandomness)));
const shipped = loadPolicy();
const madeWith = 2;

const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());

await describeWithService('kafka', 'a rebuild of the scorer’s state (DEL-19)', kafka, (broker) => {
  if (isMissing(redis)) return;
  const topicPrefix = `${uniqueName('rebuild')}.`;
  const topics = topicNames(topicPrefix);
  const connectLog = () => connectKafka({ brokers: broker.brokers, clientId: 'rebuild', topicPrefix });
  let log = connectLog();
  const client = new Redis(redis.url);
  const opened: RedisStores[] = [];
  const storesUnder = (prefix: string): RedisStores => {
    const stores = openFresh([redis.url], { ...patient, prefix: `${topicPrefix}${prefix}` });
    opened.push(stores);
    return stores;
  };
  afterAll(async () => {
    await Promise.all(opened.map((stores) => stores.close()));
    await log.close();
    client.disconnect();
    await redis.stop();
  });

  /** By event id; what was published twice counts once. */
  const decisions = async (): Promise<ReadonlyMap<string, Decision>> =>
    new Map((await allOf(log, topics.decisions)).map(decisionIn).map((decision) => [decision.eventId, decision]));
  const standing = async ({ partitions: store }: RedisStores, topic: string): Promise<boolean> => {
    for (let partition = 0; partition < ((await log.reader.partitionCount(topic)) ?? 0); partition += 1) {
      const { high } = await log.reader.bounds(topic, partition);
      if (((await store.load(partition, [])).positions[topic] ?? -1) !== high - 1) return false;
    }
    return true;
  };
  /** What is to be learned first, so that the decisions after it have seen it. */
  const score = async (
    stores: RedisStores,
    events: readonly OutgoingRecord[],
    learned: readonly OutgoingRecord[] = [],
  ): Promise<void> => {
    const { partitions, entities } = stores;
    const { publisher, reader, partitionedInput: input } = log;
    const observer = silentObserver;
    const scorer = await scorerFor({ publisher, reader, partitions, entities, input, topics, folder, observer });
    if (learned.length > 0) {
      await publisher.publish(learned);
      for (const topic of [topics.outcomes, topics.labels]) await until(() => standing(stores, topic));
    }
    const wanted = (await decisions()).size + events.length;
    await publisher.publish(events);
    await until(async () => (await decisions()).size === wanted);
    await scorer.stop();
  };
  /** Every profile and every part of the population, by its key without prefix. */
  const profilesUnder = async (prefix: string): Promise<ReadonlyMap<string, string>> => {
    const whole = `${topicPrefix}${prefix}`;
    const keys = (await client.keys(`${whole}:*`)).filter((key) => key.includes(':p:')).toSorted();
    const values = keys.length === 0 ? [] : await client.mgetBuffer(keys);
    return new Map(keys.map((key, at) => [key.slice(whole.length), values[at]?.toString('base64') ?? '']));
  };
  const rebuiltInto = async (prefix: string, more: Partial<RebuildSettings> = {}): Promise<RebuildReport> => {
    const { partitions, entities } = storesUnder(prefix);
    const geo = await loadGeo();
    const { reader } = log;
    const ports = { reader, partitions, entities, geo, mac, clock: systemClock, randomness: systemRandomness };
    const policyOf: RebuildSettings['policyOf'] = ({ digest }) => (digest === shipped.digest ? shipped : undefined);
    const progress = (): void => {};
    const settings = { topics, owner: 'test', policyOf, policy: shipped, outbox: outboxCodec, write: true, progress };
    return rebuild(ports, { ...settings, ...more });
  };

  const workload = createWorkload(topics.events, 40);
  let challenges: readonly Challenge[] = [];
  let decided = 0;
  beforeAll(async () => {
    await log.admin.create({ partitions: madeWith, replicationFactor: 1 });
    await score(storesUnder('live'), workload.next(300));
    challenges = (await allOf(log, topics.challenges)).map(challengeIn);
    const learned = [
      ...challenges
        .slice(0, 8)
        .map((challenge, at) => outcomeRecord(challenge, at % 4 === 3 ? 'reported' : 'verified')),
      ...challenges.slice(8, 12).map((challenge) => fraudRecord(challenge)),
    ];
    await score(storesUnder('live'), workload.next(60), learned.slice(0, 6));
    await score(storesUnder('live'), workload.next(60), learned.slice(6));
    decided = (await decisions()).size;
  });

  function outcomeRecord(challenge: Challenge, kind: 'verified' | 'reported'): OutgoingRecord {
    const at = new Date().toISOString();
    const id = uuidFromBytes(mac.digest('outcome', challenge.id).subarray(0, 16));
    const { id: challengeId, decisionId, eventId, accountId, expiresAt, device } = challenge;
    const more = device === undefined ? {} : { device };
    const outcome: Outcome = {
      id,
      challengeId,
      decisionId,
      eventId,
      accountId,
      kind,
      sendSeq: 1,
      at,
      expiresAt,
      ...more,
    };
    const content = { id, source: 'countersign/notifier', subject: accountId, time: at, data: outcome };
    const value = encodeRecord('challenge.outcome', content);
    return {
      topic: topics.outcomes,
      key: Buffer.from(accountId),
      value,
      headers: signatureHeaders(content, value, mac),
    };
  }

  function fraudRecord({ eventId, accountId }: Challenge): OutgoingRecord {
    const knownAt = new Date().toISOString();
    const id = labelId(accountId, eventId, 'fraud', Date.parse(knownAt));
    const data = { id, eventId, accountId, label: 'fraud', source: 'chargeback', knownAt } as const;
    const content = { id, source: 'test/shop', subject: accountId, time: knownAt, data };
    return { topic: topics.labels, key: Buffer.from(accountId), value: encodeRecord('label.recorded', content) };
  }

  test('gives byte for byte the profiles and the population that the scorer had', async () => {
    expect(challenges.length).toBeGreaterThan(12);
    const report = await rebuiltInto('again');
    expect(report).toMatchObject({ events: decided, madeAgain: decided, otherwise: 0 });
    expect(report.outcomes).toBeGreaterThan(0);
    expect(report.labels).toBeGreaterThan(0);
    const live = await profilesUnder('live');
    expect(live.size).toBeGreaterThan(30);
    expect([...live.keys()].some((key) => key.includes('population'))).toBe(true);
    expect(await profilesUnder('again')).toEqual(live);
  });

  test('a scorer goes on from it: what was decided keeps its one decision, what comes gets one', async () => {
    const before = await decisions();
    await score(storesUnder('again'), workload.next(40));
    const all = (await allOf(log, topics.decisions)).map(decisionIn);
    expect(new Set(all.map(({ id }) => id)).size).toBe(before.size + 40);
  });

  test('`countersign rebuild` says what came of it, and why it refuses', async () => {
    const command = commandInProcess({
      COUNTERSIGN_FOLDER: folder,
      COUNTERSIGN_KAFKA_BROKERS: broker.brokers.join(','),
      COUNTERSIGN_REDIS_URL: redis.url,
      COUNTERSIGN_TOPIC_PREFIX: topicPrefix,
    });
    const dry = await command('rebuild', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing was written.') });
    const all = (await decisions()).size;
    const first = await command('rebuild');
    expect(first.stdout).toContain(`${all} decisions made again by their own policy`);
    expect(await command('rebuild')).toMatchObject({ code: 1, stderr: expect.stringContaining('empty store only') });
  });

  test('a dry run reads everything and writes nothing', async () => {
    expect(await rebuiltInto('dry', { write: false })).toMatchObject({ otherwise: 0 });
    expect(await client.keys(`${topicPrefix}dry:*`)).toEqual([]);
  });

  test('a store that holds state is refused, and nothing of it changes', async () => {
    const before = await profilesUnder('live');
    await expect(rebuiltInto('live')).rejects.toThrow('already holds the state of partition 0');
    expect(await profilesUnder('live')).toEqual(before);
  });

  test('decisions of a policy that is not at hand are lived through, and said to be unchecked', async () => {
    const report = await rebuiltInto('unpublished', { policyOf: () => undefined, write: false });
    expect(report.madeAgain).toBe(0);
    expect([...report.unchecked]).toEqual([[`${shipped.id}@${shipped.version}`, report.events]]);
  });

  test('with more partitions than before, every account is found where its events go now (DEL-01)', async () => {
    const admin = plainKafka(broker).admin();
    await admin.connect();
    const topicPartitions = [...new Set(Object.values(topics))].map((topic) => ({ topic, count: madeWith + 1 }));
    await admin.createPartitions({ topicPartitions });
    await admin.disconnect();
    await log.close();
    log = connectLog(); // Producers learn of new partitions in minutes only.
    await until(async () => (await log.reader.partitionCount(topics.labels)) === madeWith + 1);
    const report = await rebuiltInto('wider', { madeWith });
    expect(report.otherwise).toBe(0);
    const profilesOf = async (prefix: string): Promise<readonly string[]> =>
      [...(await profilesUnder(prefix))]
        .flatMap(([key, value]) => (key.includes('population') ? [] : [value]))
        .toSorted();
    expect(await profilesOf('wider')).toEqual(await profilesOf('again'));

    const before = await decisions();
    await score(storesUnder('wider'), workload.of(0, 40));
    const fresh = [...(await decisions()).values()].filter(
      ({ eventId, position }) => !before.has(eventId) && position.partition === madeWith,
    );
    expect(fresh.length).toBeGreaterThan(0);
    // Each of these accounts has a past: it moved here with its profile.
    const learnedBefore = ({ features }: Decision): boolean => Number(features['eventsLearned']) > 0;
    expect(fresh.filter(learnedBefore).length).toBeGreaterThan(fresh.length / 2);
  });
});

type Kafka = ReturnType<typeof connectKafka>;

async function allOf(log: Kafka, topic: string): Promise<Awaited<ReturnType<typeof readAll>>> {
  const partitions = (await log.reader.partitionCount(topic)) ?? 0;
  const each = await Promise.all(Array.from({ length: partitions }, (_, partition) => readAll(log, topic, partition)));
  return each.flat();
}

function decisionIn({ value }: { readonly value: Uint8Array | null }): Decision {
  const decoded = decodeRecord('decision.made', value);
  return decoded.ok ? decoded.record.data : expect.fail(decoded.message);
}

function challengeIn({ value }: { readonly value: Uint8Array | null }): Challenge {
  const decoded = decodeRecord('challenge.requested', value);
  return decoded.ok ? decoded.record.data : expect.fail(decoded.message);
}
