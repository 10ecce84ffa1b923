import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentObserver, topicNames } from '@countersign/engine';
import { connectKafka } from '@countersign/kafka';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll } from 'vitest';
import { commandInProcess } from './command-in-process.ts';
import { historyTests } from './history-commands.ts';
import { plainKafka, uniqueName } from './kafka-fixture.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { scorerFor } from './scorer-in-process.ts';

const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());

await describeWithService('kafka', 'recorded decisions on Kafka and Redis', kafka, (broker) => {
  if (isMissing(redis)) return;
  afterAll(() => redis.stop());

  historyTests(async () => {
    const topicPrefix = `${uniqueName('history')}.`;
    const folder = mkdtempSync(join(tmpdir(), 'countersign-history-'));
    const ports = connectKafka({ brokers: broker.brokers, clientId: 'history', topicPrefix });
    await ports.admin.create({ partitions: 4, replicationFactor: 1 });
    const stores = openFresh([redis.url], patient);
    const scorer = await scorerFor({
      publisher: ports.publisher,
      reader: ports.reader,
      partitions: stores.partitions,
      entities: stores.entities,
      input: ports.partitionedInput,
      topics: topicNames(topicPrefix),
      folder,
      observer: silentObserver,
    });
    const environment = {
      COUNTERSIGN_KAFKA_BROKERS: broker.brokers.join(','),
      COUNTERSIGN_TOPIC_PREFIX: topicPrefix,
      COUNTERSIGN_FOLDER: folder,
    };
    const admin = plainKafka(broker).admin();
    await admin.connect();
    return {
      run: commandInProcess(environment),
      async groups() {
        const { groups } = await admin.listGroups();
        return groups.map(({ groupId }) => groupId).filter((groupId) => groupId.startsWith(topicPrefix));
      },
      async close() {
        await admin.disconnect();
        await scorer.stop();
        await ports.close();
        await stores.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
});
