import { describeWithService, kafkaService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import { connect, createTopic, outgoing, text, uniqueName, until } from './kafka-fixture.ts';

await describeWithService('kafka', 'committed input on Kafka', kafkaService, (kafka) => {
  const ports = connect(kafka);
  afterAll(() => ports.close());

  test('goes on after what was handled, and a handler that throws gets the same records again', async () => {
    const topic = await createTopic(kafka, 1);
    const groupId = uniqueName('group');
    const seen: string[] = [];
    let isBroken = true;
    const run = () =>
      ports.committedInput.run({
        groupId,
        topics: [topic],
        maxRecords: 10,
        handle: async (records) => {
          const values = records.map(({ value }) => text(value) ?? '');
          if (values.includes('15') && isBroken) {
            isBroken = false;
            throw new Error('the store is away');
          }
          seen.push(...values);
        },
      });
    const publish = (from: number, to: number): Promise<void> =>
      ports.publisher.publish(Array.from({ length: to - from }, (_, n) => outgoing(topic, `${from + n}`)));

    await publish(0, 30);
    const first = await run();
    await until(() => seen.length >= 30);
    await first.stop();
    await publish(30, 40);
    const second = await run();
    await until(() => seen.length >= 40);
    await second.stop();
    expect(isBroken).toBe(false);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => `${n}`));
  });
});
