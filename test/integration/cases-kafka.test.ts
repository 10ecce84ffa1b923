import { randomBytes } from 'node:crypto';
import { caseInputs, createCases, silentCaseObserver, topicNames } from '@countersign/engine';
import { type Decision, type Resolution, decodeRecord, encodeRecord, exampleRecord } from '@countersign/events';
import { connectKafka } from '@countersign/kafka';
import { systemClock, systemRandomness } from '@countersign/runtime';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import { mac } from './notifier-records.ts';
import { openFresh, patient } from './redis-fixture.ts';

const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());
const deadlineMs = 60_000;

await describeWithService('kafka', 'cases on Kafka and Redis', kafka, (broker) => {
  if (isMissing(redis)) return;
  const prefix = `cases-${randomBytes(6).toString('hex')}`;
  const topics = topicNames(`${prefix}.`);
  const log = connectKafka({ brokers: broker.brokers, clientId: prefix, topicPrefix: `${prefix}.` });
  const stores = openFresh([redis.url], patient);
  afterAll(async () => {
    await log.close();
    await stores.close();
    await redis.stop();
  });

  /** Two copies of the service, as two processes would run them. */
  const copy = async () => {
    const common = { publisher: log.publisher, clock: systemClock, randomness: systemRandomness, mac };
    const cases = createCases({ ...common, cases: stores.cases }, { topics, observer: silentCaseObserver });
    const rounds = cases.start();
    const reading = await log.committedInput.run({
      groupId: `${prefix}.cases`,
      topics: caseInputs(topics),
      maxRecords: 200,
      handle: (records) => cases.handle(records),
    });
    const stop = () => reading.stop().then(() => rounds.stop());
    return { cases, stop };
  };

  const hold = (eventId: string, dueInMs: number): Decision => {
    const nowMs = Date.now();
    const { data } = exampleRecord('decision.made', { id: eventId, accountId: `account-${eventId}`, nowMs });
    const dueAt = new Date(nowMs + dueInMs).toISOString();
    return { ...data, action: 'hold', case: { dueAt, atDeadline: 'denied' } };
  };
  const publish = (decisions: readonly Decision[]): Promise<void> =>
    log.publisher.publish(
      decisions.map((data) => ({
        topic: topics.decisions,
        key: Buffer.from(data.accountId),
        value: encodeRecord('decision.made', {
          id: data.id,
          source: 'countersign/scorer',
          subject: data.accountId,
          time: data.logTime,
          data,
        }),
      })),
    );
  const resolutions = async (): Promise<readonly Resolution[]> => {
    const count = (await log.reader.partitionCount(topics.decisions)) ?? 0;
    const reads = Array.from({ length: count }, async (_, partition) => {
      const { low, high } = await log.reader.bounds(topics.decisions, partition);
      return high > low ? log.reader.read(topics.decisions, partition, low, high - low) : [];
    });
    return (await Promise.all(reads)).flat().flatMap(({ value }) => {
      const read = decodeRecord('decision.resolved', value);
      return read.ok ? [read.record.data] : [];
    });
  };

  test('a released act, a denied one and one that nobody looked at end once each on the topic', async () => {
    await log.admin.create({ partitions: 2, replicationFactor: 1 });
    const [one, other] = await Promise.all([copy(), copy()]);
    const [released, denied, overdue] = [hold('released', 3_600_000), hold('denied', 3_600_000), hold('overdue', 500)];
    await publish([released, denied, overdue, released]);
    const isWaiting = async (id: string) => (await one.cases.show(id)) !== undefined;
    await expect.poll(() => isWaiting(released.id), { timeout: deadlineMs }).toBe(true);
    await expect.poll(() => isWaiting(denied.id), { timeout: deadlineMs }).toBe(true);
    const both = await Promise.all([
      one.cases.resolve(released.id, { resolution: 'released', by: 'analyst', label: 'legitimate' }),
      other.cases.resolve(denied.id, { resolution: 'denied', by: 'api' }),
    ]);
    expect(both.map(({ result }) => result)).toEqual(['resolved', 'resolved']);
    await expect.poll(async () => (await resolutions()).length, { timeout: deadlineMs }).toBe(3);
    const ends = (await resolutions()).map(({ decisionId, resolution, by }) => [decisionId, `${resolution} by ${by}`]);
    expect(Object.fromEntries(ends)).toEqual({
      [released.id]: 'released by analyst',
      [denied.id]: 'denied by api',
      [overdue.id]: 'denied by deadline',
    });
    expect(await one.cases.waiting(10)).toEqual([]);
    await Promise.all([one.stop(), other.stop()]);
  });
});
