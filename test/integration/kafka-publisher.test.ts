import { describeWithService, kafkaService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import { connect, createTopic, outgoing, plainKafka, readAll, text, uniqueName } from './kafka-fixture.ts';

await describeWithService('kafka', 'publisher on Kafka', kafkaService, (kafka) => {
  const ports = connect(kafka);
  afterAll(() => ports.close());

  test('another client reads key, value, headers and tombstones exactly as they were written', async () => {
    const topic = await createTopic(kafka, 1);
    const value = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await ports.publisher.publish([
      { topic, key: Buffer.from('ä€'), value, headers: { traceparent: Buffer.from('00-ab'), empty: new Uint8Array() } },
      { topic, key: Buffer.from('gone'), value: null },
      { topic, partition: 0, key: null, value: new Uint8Array([1, 2, 3]) },
    ]);
    const consumer = plainKafka(kafka).consumer({ groupId: uniqueName('reader') });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const messages: { key: Buffer | null; value: Buffer | null; headers?: object }[] = [];
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({
          eachMessage: async ({ message }) => {
            messages.push(message);
            if (messages.length === 3) resolve();
          },
        })
        .catch(reject);
    });
    await consumer.disconnect();
    expect(messages.map(({ key, value: bytes }) => [key?.toString() ?? null, bytes && [...bytes]])).toEqual([
      ['ä€', [...value]],
      ['gone', null],
      [null, [1, 2, 3]],
    ]);
    expect(messages[0]?.headers).toEqual({ traceparent: Buffer.from('00-ab'), empty: Buffer.alloc(0) });
  });

  test('more than one record batch may hold goes out in several, complete and in order', async () => {
    const topic = await createTopic(kafka, 1);
    const filler = 'x'.repeat(1_000);
    await ports.publisher.publish(Array.from({ length: 3_000 }, (_, n) => outgoing(topic, `${n}:${filler}`)));
    const numbers = (await readAll(ports, topic, 0)).map(({ value }) => Number.parseInt(text(value) ?? '', 10));
    expect(numbers).toEqual(Array.from({ length: 3_000 }, (_, n) => n));
  });

  test('a record that is too large is refused alone; its neighbours of the same moment are written', async () => {
    const topic = await createTopic(kafka, 2);
    const large = ports.publisher.publish([{ topic, partition: 0, key: null, value: Buffer.alloc(2_000_000) }]);
    const small = ports.publisher.publish([outgoing(topic, 'small', 1)]);
    await expect(large).rejects.toMatchObject({ code: 'log_unavailable', retryable: false });
    await expect(small).resolves.toBeUndefined();
    await ports.publisher.publish([outgoing(topic, 'after', 0)]);
    expect((await readAll(ports, topic, 0)).map(({ value }) => text(value))).toEqual(['after']);
  });
});
