import { describeWithService, kafkaService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import {
  connect,
  createLedger,
  createTopic,
  type Ledger,
  ledgerHandler,
  outgoing,
  plainKafka,
  uniqueName,
  until,
} from './kafka-fixture.ts';

await describeWithService('kafka', 'partitioned input on Kafka', kafkaService, (kafka) => {
  const ports = connect(kafka);
  afterAll(() => ports.close());

  const publish = (topic: string, count: number): Promise<void> =>
    ports.publisher.publish(Array.from({ length: count }, (_, n) => outgoing(topic, `${n}`)));
  const eachOnce = (ledger: Ledger): boolean => new Set(ledger.accepted).size === ledger.accepted.length;

  test('when a second member joins and leaves, partitions change hands at the stored position and the rest stays', async () => {
    const topic = await createTopic(kafka, 4);
    const groupId = uniqueName('group');
    const ledger = createLedger();
    const [first, second] = [1, 2].map(() => ({ assigned: [] as number[], revoked: [] as number[] }));
    const run = (seen: typeof first) =>
      ports.partitionedInput.run({ groupId, topics: [topic], maxRecords: 50, handler: ledgerHandler(ledger, seen) });

    await publish(topic, 1_000);
    const one = await run(first);
    await until(() => ledger.accepted.length >= 1_000);
    const two = await run(second);
    await publish(topic, 1_000);
    await until(() => ledger.accepted.length >= 2_000 && two.partitions().length === 2);
    expect([...one.partitions(), ...two.partitions()].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect(first?.assigned.toSorted()).toEqual([0, 1, 2, 3]); // what stayed was not taken over anew
    expect(first?.revoked.toSorted()).toEqual(two.partitions());

    await one.stop();
    await publish(topic, 1_000);
    await until(() => ledger.accepted.length >= 3_000 && two.partitions().length === 4);
    await two.stop();
    expect(ledger.accepted.length).toBe(3_000);
    expect(eachOnce(ledger)).toBe(true);
    expect(ledger.refused).toEqual([]);
  });

  test.each([
    ['beyond the end', 1_000],
    ['before the first record kept', 5],
  ])('a stored position %s is refused, not silently moved', async (_where, offset) => {
    const topic = await createTopic(kafka, 1);
    await publish(topic, 20);
    const admin = plainKafka(kafka).admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topic); // without metadata kafkajs cannot delete
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '10' }] });
    await admin.disconnect();
    const delivered: number[] = [];
    const input = await ports.partitionedInput.run({
      groupId: uniqueName('group'),
      topics: [topic],
      maxRecords: 50,
      handler: {
        assigned: async () => ({ [topic]: offset }),
        chunk: async (_partition, _topic, records) => {
          delivered.push(records.length);
          return 'next';
        },
        revoked: async () => {},
      },
    });
    await expect(input.failed).rejects.toMatchObject({
      code: 'position_out_of_range',
      message: expect.stringContaining(`offset ${offset} of ${topic}/0, which holds 10 to 20`),
    });
    await input.stop();
    expect(delivered).toEqual([]);
  });

  test('topics with unequal numbers of partitions are refused in one sentence', async () => {
    const topics = [await createTopic(kafka, 3), await createTopic(kafka, 2, 'outcomes')];
    const run = ports.partitionedInput.run({
      groupId: uniqueName('group'),
      topics,
      maxRecords: 50,
      handler: ledgerHandler(createLedger()),
    });
    await expect(run).rejects.toMatchObject({
      code: 'unequal_partitions',
      message: `Topics read together need the same number of partitions, but ${topics[0]} has 3, ${topics[1]} has 2: create them anew with one number.`,
    });
  });

  test('a handler that hangs on one partition holds up no other, and goes on where it was', async () => {
    const topic = await createTopic(kafka, 2);
    await Promise.all(
      [0, 1].flatMap((partition) =>
        Array.from({ length: 10 }, () =>
          ports.publisher.publish(Array.from({ length: 500 }, () => outgoing(topic, 'x'.repeat(1_000), partition))),
        ),
      ),
    );
    const ledger = createLedger();
    const handler = ledgerHandler(ledger);
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const input = await ports.partitionedInput.run({
      groupId: uniqueName('group'),
      topics: [topic],
      maxRecords: 100,
      handler: {
        ...handler,
        chunk: async (partition, ...rest) => {
          if (partition === 0) await released;
          return handler.chunk(partition, ...rest);
        },
      },
    });
    await until(() => ledger.accepted.length >= 5_000);
    expect(ledger.accepted.every((place) => place.startsWith(`${topic}/1/`))).toBe(true);
    release();
    await until(() => ledger.accepted.length >= 10_000);
    await input.stop();
    expect(eachOnce(ledger)).toBe(true);
    expect(ledger.refused).toEqual([]);
  });

  test('lag tools see where the handler is', async () => {
    const topic = await createTopic(kafka, 1);
    const groupId = uniqueName('group');
    await publish(topic, 120);
    const ledger = createLedger();
    const input = await ports.partitionedInput.run({
      groupId,
      topics: [topic],
      maxRecords: 50,
      handler: ledgerHandler(ledger),
    });
    await until(() => ledger.accepted.length >= 120);
    await input.stop();
    const admin = plainKafka(kafka).admin();
    await admin.connect();
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
    await admin.disconnect();
    expect(offsets?.partitions).toMatchObject([{ partition: 0, offset: '120' }]);
  });
});
