import { connectKafka } from '@countersign/kafka';
import { describeWithService, eventLogContract, kafkaService } from '@countersign/testkit';
import { createTopic, uniqueName } from './kafka-fixture.ts';

await describeWithService('kafka', 'the event log on Kafka', kafkaService, (kafka) => {
  eventLogContract('Kafka', async () => {
    const topicPrefix = `${uniqueName('shop')}.`;
    const ports = connectKafka({ brokers: kafka.brokers, clientId: 'countersign-test', topicPrefix });
    return { ...ports, topicPrefix, createTopic: (partitions) => createTopic(kafka, partitions), patienceMs: 55_000 };
  });
});
