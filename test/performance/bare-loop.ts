/** The yardstick: kafkajs takes batches and sends the same bytes on, 500 a send, acknowledged by all. Nothing else. */
import { Kafka, logLevel } from 'kafkajs';
import { contenderPlace, createGate, serveOrders } from './contender-process.ts';

const { brokers, input, output, groupId } = contenderPlace();
const kafka = new Kafka({ brokers: [...brokers], clientId: 'bare', logLevel: logLevel.ERROR });
const producer = kafka.producer({ maxInFlightRequests: 1 });
const consumer = kafka.consumer({ groupId, maxBytesPerPartition: 1024 * 1024, maxWaitTimeInMs: 100 });
const gate = createGate();
const atOnce = 500;

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topic: input, fromBeginning: true });
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
await consumer.run({
  partitionsConsumedConcurrently: 4,
  eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
    for (let first = 0; first < batch.messages.length; first += atOnce) {
      await gate.passed();
      const some = batch.messages.slice(first, first + atOnce);
      const messages = some.map(({ key, value, timestamp }) => ({ key, value, headers: { read: timestamp } }));
      await producer.send({ topic: output, acks: -1, messages });
      resolveOffset(some.at(-1)?.offset ?? '');
      gate.count(some.length);
      await heartbeat();
    }
  },
});
await joined;
serveOrders({
  run: gate.run,
  open: gate.open,
  async close() {
    gate.open();
    await consumer.disconnect();
    await producer.disconnect();
  },
});
