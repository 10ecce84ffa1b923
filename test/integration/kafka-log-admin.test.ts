import { connectKafka } from '@countersign/kafka';
import { describeWithService, kafkaService } from '@countersign/testkit';
import { ConfigResourceTypes } from 'kafkajs';
import { expect, test } from 'vitest';
import { plainKafka, uniqueName } from './kafka-fixture.ts';

await describeWithService('kafka', 'topics on Kafka', kafkaService, (kafka) => {
  test('a topic has the settings that the topic table gives it', async () => {
    const topicPrefix = `${uniqueName('shop')}.`;
    const ports = connectKafka({ brokers: kafka.brokers, clientId: 'test', topicPrefix });
    await ports.admin.create({ partitions: 3, replicationFactor: 1 });

    const contacts = await settings(`${topicPrefix}account.contacts`);
    expect(contacts).toMatchObject({ 'cleanup.policy': 'compact', 'message.timestamp.type': 'LogAppendTime' });
    const [events, deadLetters] = await Promise.all(
      ['account.events', 'risk.dead-letters'].map((name) => settings(`${topicPrefix}${name}`)),
    );
    expect(Number(deadLetters?.['max.message.bytes']) - Number(events?.['max.message.bytes'])).toBe(64 * 1024);
    await ports.close();
  });

  const settings = async (topic: string): Promise<Record<string, string>> => {
    const admin = plainKafka(kafka).admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }],
    });
    await admin.disconnect();
    return Object.fromEntries(
      (resources[0]?.configEntries ?? []).map((entry) => [entry.configName, entry.configValue]),
    );
  };
});
