import { describeWithService, kafkaService } from '@countersign/testkit';
import { CompressionTypes, type Message } from 'kafkajs';
import { afterAll, expect, test } from 'vitest';
import { connect, createTopic, outgoing, plainKafka, readAll, text, uniqueName, until } from './kafka-fixture.ts';

await describeWithService('kafka', 'reader on Kafka', kafkaService, (kafka) => {
  const ports = connect(kafka);
  afterAll(() => ports.close());

  test('finds the first record at or after a time', async () => {
    const topic = await createTopic(kafka, 1);
    const producer = plainKafka(kafka).producer();
    await producer.connect();
    const messages: Message[] = [1_000, 2_000, 3_000].map((ms) => ({
      value: `${ms}`,
      timestamp: `${1_790_000_000_000 + ms}`,
    }));
    await producer.send({ topic, messages });
    await producer.disconnect();
    const at = (ms: number): Promise<number> => ports.reader.offsetAt(topic, 0, 1_790_000_000_000 + ms);
    expect([await at(0), await at(2_000), await at(2_001), await at(3_001)]).toEqual([0, 1, 2, 3]);
  });

  test('an offset that Kafka does not keep is refused', async () => {
    const topic = await createTopic(kafka, 1);
    await ports.publisher.publish([outgoing(topic, 'only')]);
    await expect(ports.reader.read(topic, 0, 7, 1)).rejects.toMatchObject({ code: 'position_out_of_range' });
    await expect(ports.reader.read(topic, 9, 0, 1)).rejects.toMatchObject({ code: 'topic_missing' });
  });

  test.each([
    ['gzip', CompressionTypes.GZIP],
    ['zstd', CompressionTypes.ZSTD],
  ])('reads what another producer compressed with %s', async (_name, compression) => {
    const topic = await createTopic(kafka, 1);
    const producer = plainKafka(kafka).producer();
    await producer.connect();
    await producer.send({
      topic,
      compression,
      messages: Array.from({ length: 20 }, (_, n) => ({ value: `value ${n}` })),
    });
    await producer.disconnect();
    const values = (await readAll(ports, topic, 0)).map(({ value }) => text(value));
    expect(values).toEqual(Array.from({ length: 20 }, (_, n) => `value ${n}`));
  });

  test('knows partitions that were added since it first looked', async () => {
    const topic = await createTopic(kafka, 1);
    await ports.reader.bounds(topic, 0);
    const admin = plainKafka(kafka).admin();
    await admin.connect();
    await admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] });
    await admin.disconnect();
    await until(async () => (await ports.reader.partitionCount(topic)) === 2);
    expect(await ports.reader.bounds(topic, 1)).toEqual({ low: 0, high: 0 });
    expect(await ports.reader.read(topic, 1, 0, 1)).toEqual([]);
  });

  test('leaves no trace as a consumer group', async () => {
    const topic = await createTopic(kafka, 1, uniqueName('quiet'));
    await ports.publisher.publish([outgoing(topic, 'x')]);
    await ports.reader.read(topic, 0, 0, 1);
    const admin = plainKafka(kafka).admin();
    await admin.connect();
    const { groups } = await admin.listGroups();
    await admin.disconnect();
    expect(groups.map(({ groupId }) => groupId)).not.toContain('countersign-never-joined');
  });
});
