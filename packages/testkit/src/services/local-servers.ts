import {
  missingForKafka,
  missingForRedis,
  type OwnedServer,
  startKafka,
  startRedis,
  startRedisCluster,
} from '../../../../infra/local/services.mjs';
import type {
  KafkaService,
  MissingService,
  RedisClusterService,
  RedisService,
  ServiceControl,
} from './test-service.ts';

/** A broker of our own from Apache Kafka's jars, run by the machine's Java. */
export const localKafka = async (): Promise<KafkaService | MissingService> => {
  const missing = await missingForKafka();
  if (missing !== undefined) return { how: 'missing', reason: missing };
  const kafka = await startKafka();
  return {
    how: 'local',
    reason: 'Apache Kafka jars, run by Java',
    brokers: [kafka.brokers],
    control: controlOf(kafka),
    stop: kafka.stop,
  };
};

/** A `redis-server` process of our own. */
export const localRedis = async (): Promise<RedisService | MissingService> => {
  const missing = await missingForRedis();
  if (missing !== undefined) return { how: 'missing', reason: missing };
  const redis = await startRedis();
  return {
    how: 'local',
    reason: 'redis-server',
    url: redis.url,
    control: controlOf(redis),
    stop: redis.stop,
  };
};

/** Three masters of our own, each with `replicas` replicas. */
export const localRedisCluster = async (replicas: number): Promise<RedisClusterService | MissingService> => {
  const missing = await missingForRedis();
  if (missing !== undefined) return { how: 'missing', reason: missing };
  const cluster = await startRedisCluster({ replicas });
  return {
    how: 'local',
    reason: `redis-server, ${cluster.urls.length} nodes`,
    urls: cluster.urls,
    nodes: cluster.nodes.map(controlOf),
    stop: cluster.stop,
  };
};

const controlOf = ({ pid, kill, restart }: OwnedServer): ServiceControl => ({ pid, kill, restart });
