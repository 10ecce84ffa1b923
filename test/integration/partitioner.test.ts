import { execFileSync, spawnSync } from 'node:child_process';
import { partitionOf } from '@countersign/events';
import { describeWithService, kafkaService } from '@countersign/testkit';
import { Partitioners } from 'kafkajs';
import { afterAll, expect, test } from 'vitest';
import { connect, createTopic, plainKafka, readAll, text } from './kafka-fixture.ts';

const partitions = 7;
const keys = Array.from(
  { length: 500 },
  (_, n) =>
    `${Array.from('account-ä€😀')
      .slice(0, n % 12)
      .join('')}${n}`,
);
const hasKcat = spawnSync('kcat', ['-V']).status === 0;

await describeWithService('kafka', 'where Kafka itself puts a key', kafkaService, (kafka) => {
  const ports = connect(kafka);
  afterAll(() => ports.close());

  const expectOurPlacement = async (topic: string): Promise<void> => {
    const found = new Set<string | null>();
    for (let partition = 0; partition < partitions; partition += 1) {
      for (const { key } of await readAll(ports, topic, partition)) {
        found.add(text(key));
        expect([text(key), key && partitionOf(key, partitions)]).toEqual([text(key), partition]);
      }
    }
    expect(found).toEqual(new Set(keys));
  };

  test('a client with the partitioner of the Java client agrees with ours on every key', async () => {
    const topic = await createTopic(kafka, partitions);
    const producer = plainKafka(kafka).producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic, messages: keys.map((key) => ({ key, value: 'x' })) });
    await producer.disconnect();
    await expectOurPlacement(topic);
  });

  test.skipIf(!hasKcat)('so does librdkafka, asked for murmur2', async () => {
    const topic = await createTopic(kafka, partitions);
    const input = keys.map((key) => `${key}\tx`).join('\n');
    const settings = ['-X', 'topic.partitioner=murmur2_random'];
    execFileSync('kcat', ['-P', '-b', kafka.brokers.join(','), '-t', topic, '-K', '\t', ...settings], { input });
    await expectOurPlacement(topic);
  });
});
