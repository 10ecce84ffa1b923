import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { KafkaService, RedisService } from '@countersign/testkit';
import { type ServiceProcess, startService } from './service-process.ts';

/** Two copies of each service, as processes. */
export interface ChaosServices {
  readonly scorers: readonly ServiceProcess[];
  readonly notifiers: readonly ServiceProcess[];
}

/** Where the services find what they need. */
export interface ChaosPlace {
  /** Holds their keys, the policy and their logs. */
  readonly folder: string;
  readonly topicPrefix: string;
  readonly kafka: KafkaService;
  readonly redis: RedisService;
  readonly smtpUrl: string;
  /** One for each notifier. */
  readonly notifierPorts: readonly number[];
}

/** How long a challenge of a chaos run lives: short, so that a run sees their ends. */
const lifetimeSeconds = 30;

/** Starts scorers and notifiers as an operator would, by their variables. */
export function startServices(place: ChaosPlace): ChaosServices {
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COUNTERSIGN_'))),
    COUNTERSIGN_MODE: 'development',
    COUNTERSIGN_FOLDER: place.folder,
    COUNTERSIGN_KAFKA_BROKERS: place.kafka.brokers.join(','),
    COUNTERSIGN_REDIS_URL: place.redis.url,
    COUNTERSIGN_TOPIC_PREFIX: place.topicPrefix,
    COUNTERSIGN_POLICY: impatientPolicy(place.folder),
    COUNTERSIGN_SMTP_URL: place.smtpUrl,
    COUNTERSIGN_HEALTH_PORT: '0',
  };
  const start = (service: 'scorer' | 'notifier', number: number, httpPort = 0): ServiceProcess =>
    startService(
      service,
      { ...environment, COUNTERSIGN_HTTP_PORT: String(httpPort) },
      join(place.folder, `${service}-${number}.log`),
    );
  return {
    scorers: [start('scorer', 1), start('scorer', 2)],
    notifiers: place.notifierPorts.map((port, at) => start('notifier', at + 1, port)),
  };
}

function impatientPolicy(folder: string): string {
  const shipped = readFileSync(new URL('../../packages/scoring/policy/default.yaml', import.meta.url), 'utf8');
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, shipped.replaceAll(/lifetimeSeconds: \d+/g, `lifetimeSeconds: ${lifetimeSeconds}`));
  return file;
}

/** A port of loopback that nobody listens on at the moment: a service that is killed comes back on the same. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
