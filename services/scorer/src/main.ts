import { topicNames, untracedScorer } from '@countersign/engine';
import { beginProcess, leaveOnSignal, modelsPath, runMode, startHealthServer, startOrExit } from '@countersign/runtime';
import { clusterPorts } from './cluster-ports.ts';
import { scorerConfiguration } from './configuration.ts';
import { followPolicy } from './follow-policy.ts';
import { modelFolder } from './model-folder.ts';
import { otelScorerTrace } from './otel-scorer-trace.ts';
import { runScorer } from './run-scorer.ts';
import { scorerMetrics } from './scorer-metrics.ts';

const identity = { service: 'scorer', version: '0.1.0' };

async function start(): Promise<void> {
  const config = scorerConfiguration();
  const { log, tracing, metrics } = beginProcess(config, identity);
  let look: () => Promise<void> = () => Promise.resolve();
  process.on('SIGHUP', () => void look()); // Early: without a listener the signal ends the process.
  const { ports, kafka, redis, keys, owner } = await clusterPorts(config, log);
  const counting = scorerMetrics({ log, reader: ports.reader, nowMs: () => ports.clock.now() });
  const topics = topicNames(config.topicPrefix);
  const { reader, clock } = ports;
  const policy = await followPolicy({
    file: config.policy,
    models: modelFolder(modelsPath(config)).find,
    reader,
    topic: topics.policies,
    clock,
    log,
    observer: counting.policy,
  });
  look = policy.look;
  const running = await runScorer({
    ports,
    input: kafka.partitionedInput,
    topics,
    groupId: `${config.topicPrefix}countersign-scorer`,
    owner,
    mode: runMode(config),
    startAt: config.startAt,
    policy: policy.current,
    shadow: policy.shadow,
    observer: counting.observer,
    trace: config.otlpEndpoint === undefined ? untracedScorer : otelScorerTrace(topics),
  });
  const health = await startHealthServer({
    host: config.healthHost,
    port: config.healthPort,
    live: {},
    ready: {
      assignment: () => (running.partitions().length === 0 ? 'no partition is assigned' : undefined),
      store: () => redis.ping().then(() => undefined),
    },
    warnings: { policy: () => policy.problem(), keys: () => keys.problem() },
    metrics: () => metrics.text(),
  });
  const leave = leaveOnSignal({
    log,
    steps: [
      { name: 'not ready', run: () => health.leave() },
      { name: 'stop reading', run: () => running.stop() },
      { name: 'stop counting', run: async () => counting.stop() },
      { name: 'policy', run: async () => policy.stop() },
      { name: 'keys', run: async () => keys.stop() },
      { name: 'close the log', run: () => kafka.close() },
      { name: 'close the store', run: () => redis.close() },
      { name: 'health', run: () => health.close() },
      { name: 'traces', run: () => tracing.stop() },
    ],
  });
  running.failed.catch((error: unknown) => {
    log.error('Reading ended; only a new start mends that.', { error });
    void leave('reading ended', 1);
  });
  const { id, version } = policy.current();
  log.info('Scoring.', { policy: `${id}@${version}`, health_port: health.port });
}

await startOrExit(start, { 8751: 'COUNTERSIGN_HEALTH_PORT' });
