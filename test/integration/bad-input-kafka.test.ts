import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicNames } from '@countersign/engine';
import { connectKafka } from '@countersign/kafka';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll } from 'vitest';
import { badInputTests } from './bad-input.ts';
import { plainKafka, uniqueName } from './kafka-fixture.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { scorerFor } from './scorer-in-process.ts';

const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());
const largestBytes = 4 * 1024 * 1024;

await describeWithService('kafka', 'bad input on Kafka and Redis', kafka, (broker) => {
  if (isMissing(redis)) return;
  afterAll(() => redis.stop());

  badInputTests(async (observer) => {
    const topicPrefix = `${uniqueName('bad-input')}.`;
    const topics = topicNames(topicPrefix);
    const folder = mkdtempSync(join(tmpdir(), 'countersign-bad-input-'));
    const ports = connectKafka({ brokers: broker.brokers, clientId: 'bad-input', topicPrefix });
    const partitions = 4;
    await ports.admin.create({ partitions, replicationFactor: 1 });
    const client = plainKafka(broker);
    await raiseLimit(client, topics.events);
    const producer = client.producer();
    await producer.connect();
    const stores = openFresh([redis.url], patient);
    const scorer = await scorerFor({
      publisher: ports.publisher,
      reader: ports.reader,
      partitions: stores.partitions,
      entities: stores.entities,
      input: ports.partitionedInput,
      topics,
      folder,
      observer,
    });
    return {
      topics,
      partitions,
      reader: ports.reader,
      async write({ topic, key, value, headers = {}, partition = 0 }) {
        const texts = Object.entries(headers).map(([name, bytes]) => [name, Buffer.from(bytes)]);
        const message = { key: key && Buffer.from(key), value: value && Buffer.from(value), partition };
        await producer.send({ topic, messages: [{ ...message, headers: Object.fromEntries(texts) }] });
      },
      async close() {
        await scorer.stop();
        await producer.disconnect();
        await ports.close();
        await stores.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
});

/** As an operator may, who did not think of the dead letters. */
async function raiseLimit(client: ReturnType<typeof plainKafka>, topic: string): Promise<void> {
  const admin = client.admin();
  await admin.connect();
  const configEntries = [{ name: 'max.message.bytes', value: String(largestBytes) }];
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: topic, configEntries }] });
  await admin.disconnect();
}
