import { containerKafka, containerRedis, containerRedisCluster } from './container-servers.ts';
import { localKafka, localRedis, localRedisCluster } from './local-servers.ts';
import { sharedKafka } from './shared-kafka.ts';
import type { KafkaService, MissingService, RedisClusterService, RedisService } from './test-service.ts';

const stay = async (): Promise<void> => {};

/**
 * A Kafka: `KAFKA_BROKERS`, else the one that all files of this test run share, else a container, else local jars.
 * Suites keep apart by unique topic and group names. `dedicated`: one of our own, which may be killed and restarted.
 */
export const kafkaService = async (
  options: { readonly dedicated?: boolean } = {},
): Promise<KafkaService | MissingService> => {
  const configured = process.env['KAFKA_BROKERS'];
  if (options.dedicated === true) return ownKafka();
  if (configured) return { how: 'environment', reason: 'KAFKA_BROKERS', brokers: configured.split(','), stop: stay };
  return (await sharedKafka()) ?? ownKafka();
};

/** A Redis: `REDIS_URL`, else a container, else `redis-server`. `dedicated`: as for Kafka. */
export const redisService = async (
  options: { readonly dedicated?: boolean } = {},
): Promise<RedisService | MissingService> => {
  const configured = process.env['REDIS_URL'];
  if (configured && options.dedicated !== true) {
    return { how: 'environment', reason: 'REDIS_URL', url: configured, stop: stay };
  }
  return firstOf([containerRedis, localRedis]);
};

/** A Redis Cluster of three masters: `REDIS_CLUSTER_URLS` (comma separated), else a container, else `redis-server`. */
export const redisClusterService = async (
  options: { readonly replicas?: number } = {},
): Promise<RedisClusterService | MissingService> => {
  const configured = process.env['REDIS_CLUSTER_URLS'];
  if (configured) return { how: 'environment', reason: 'REDIS_CLUSTER_URLS', urls: configured.split(','), stop: stay };
  const replicas = options.replicas ?? 0;
  return firstOf([() => containerRedisCluster(replicas), () => localRedisCluster(replicas)]);
};

/** A broker that nobody shares. */
export const ownKafka = (): Promise<KafkaService | MissingService> => firstOf([containerKafka, localKafka]);

/** The first way that works; where none does, all the reasons. */
const firstOf = async <T extends { readonly how: string }>(
  ways: readonly (() => Promise<T | MissingService>)[],
): Promise<T | MissingService> => {
  const reasons: string[] = [];
  for (const way of ways) {
    const found = await way().catch(failed);
    if (!isMissing(found)) return found;
    reasons.push(found.reason);
  }
  return { how: 'missing', reason: reasons.join('; ') };
};

const failed = (error: unknown): MissingService => ({
  how: 'missing',
  reason: error instanceof Error ? error.message : String(error),
});

/** Whether no server could be had. */
export const isMissing = (service: { readonly how: string }): service is MissingService => service.how === 'missing';
