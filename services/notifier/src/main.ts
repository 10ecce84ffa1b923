import { topicNames } from '@countersign/engine';
import {
  beginProcess,
  apiKeys,
  contactSettings,
  folderApiKey,
  leaveOnSignal,
  messageIdentity,
  startHealthServer,
  startOrExit,
  systemRandomness,
} from '@countersign/runtime';
import { clusterPorts } from './cluster-ports.ts';
import { notifierConfiguration } from './configuration.ts';
import { limitsOf } from './http/admission.ts';
import { notifierHttp } from './http/notifier-http.ts';
import { notifierLabelling } from './notifier-labelling.ts';
import { runWork } from './run-work.ts';

const identity = { service: 'notifier', version: '0.1.0' };

async function start(): Promise<void> {
  const config = notifierConfiguration();
  const { log, tracing, metrics } = beginProcess(config, identity);
  const sender = messageIdentity(config);
  const { defaulted: variables } = sender;
  if (variables.length > 0) log.warn('Messages carry made-up names; set these.', { variables });
  const { ports, kafka, redis, keys, phone } = await clusterPorts(config, sender, log);
  const running = await runWork({
    ports,
    input: kafka.committedInput,
    topicPrefix: config.topicPrefix,
    identity: sender,
    contacts: { ...contactSettings(config), phoneCountries: config.smsCountries },
    publicUrl: config.publicUrl,
    isTraced: config.otlpEndpoint !== undefined,
    log,
  });
  const http = notifierHttp({
    useCases: running.notifier,
    cases: running.cases,
    privacy: running.privacy,
    labelling: notifierLabelling({ ...kafka, topics: topicNames(config.topicPrefix) }),
    ...sender,
    apiKeys: apiKeys(config.apiKeys ?? [folderApiKey(config.folder, systemRandomness).entry]),
    log,
    version: identity.version,
    receipts: phone?.receipts((receipt) => running.notifier.receive(receipt)),
    limits: limitsOf(config),
    ...(config.trustedProxies && { trustedProxies: config.trustedProxies }),
  });
  const address = await http.listen({ host: config.httpHost, port: config.httpPort });
  const health = await startHealthServer({
    host: config.healthHost,
    port: config.healthPort,
    live: {},
    ready: { store: () => redis.ping().then(() => undefined) },
    warnings: { keys: () => keys.problem() },
    metrics: () => metrics.text(),
  });
  const leave = leaveOnSignal({
    log,
    steps: [
      { name: 'not ready', run: () => health.leave() },
      { name: 'stop answering', run: () => http.close() },
      { name: 'stop reading and sending', run: () => running.stop() },
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
  log.info('Notifying.', { address, health_port: health.port });
}

await startOrExit(start, { 8750: 'COUNTERSIGN_HTTP_PORT', 8752: 'COUNTERSIGN_HEALTH_PORT' });
