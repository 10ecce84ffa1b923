/** Countersign's scorer as `services/scorer` composes it, on Kafka and Redis, behind a gate. */
import { silentObserver, topicNames, untracedScorer } from '@countersign/engine';
import { createLog } from '@countersign/runtime';
import { clusterPorts, loadPolicy, runScorer, scorerConfiguration } from '@countersign/scorer';
import { createGate, serveOrders } from './contender-process.ts';
import { gatedInput } from './gated-input.ts';

const config = scorerConfiguration();
const topics = topicNames(config.topicPrefix);
const { ports, kafka, redis, owner } = await clusterPorts(config, createLog({ level: 'error', service: 'scorer' }));
const gate = createGate();
const { input, setOpen } = gatedInput(kafka.partitionedInput);
const policy = loadPolicy();
const publisher: typeof ports.publisher = {
  async publish(records) {
    await ports.publisher.publish(records);
    gate.count(records.filter(({ topic }) => topic === topics.decisions).length);
  },
};
const running = await runScorer({
  ports: { ...ports, publisher },
  input,
  topics,
  groupId: `${config.topicPrefix}countersign-scorer`,
  owner,
  mode: 'development',
  startAt: 'position',
  policy: () => policy,
  observer: silentObserver,
  trace: untracedScorer,
});
while (running.partitions().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
serveOrders({
  async run(events) {
    const done = gate.run(events);
    setOpen(true);
    await Promise.race([done, running.failed]);
    setOpen(false);
  },
  open() {
    gate.open();
    setOpen(true);
  },
  async close() {
    setOpen(true);
    await running.stop();
    await kafka.close();
    await redis.close();
  },
});
