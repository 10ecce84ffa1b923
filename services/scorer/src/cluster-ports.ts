import { hostname } from 'node:os';
import { CountersignError } from '@countersign/events';
import { loadGeo, oldDataWarning } from '@countersign/geoip';
import { connectKafka, type KafkaLogPorts } from '@countersign/kafka';
import { openRedis, type RedisStores } from '@countersign/redis';
import {
  type FollowedKeys,
  kafkaConnection,
  type Log,
  nodeMac,
  openKeys,
  systemClock,
  systemRandomness,
} from '@countersign/runtime';
import type { ScorerPorts } from '@countersign/engine';
import { type ScorerConfiguration, scorerKeys } from './configuration.ts';

/** A scorer's adapters on Kafka and Redis. */
export interface ClusterPorts {
  readonly ports: ScorerPorts;
  readonly kafka: KafkaLogPorts;
  readonly redis: RedisStores;
  readonly keys: FollowedKeys;
  /** Names this process in the store and in logs. */
  readonly owner: string;
}

/** Connects as configured. @throws CountersignError when there are no brokers: embedded runs by the command line */
export async function clusterPorts(config: ScorerConfiguration, log: Log): Promise<ClusterPorts> {
  const connection = kafkaConnection(config, 'scorer');
  if (connection === undefined || config.redisUrls === undefined) {
    throw new CountersignError(
      'bad_configuration',
      'This service needs COUNTERSIGN_KAFKA_BROKERS and COUNTERSIGN_REDIS_URL; on one machine without them, run `npx countersign up`',
    );
  }
  const kafka = connectKafka({
    ...connection,
    topicPrefix: config.topicPrefix,
    log: (level, message, fields) => log[level](message, fields),
  });
  const redis = openRedis({
    urls: config.redisUrls,
    durability: config.redisDurability,
    commandTimeoutMs: config.redisTimeoutMs,
    prefix: `countersign${config.topicPrefix === '' ? '' : `-${config.topicPrefix}`}`,
  });
  const keys = await openKeys(config, scorerKeys, log);
  process.on('SIGHUP', () => void keys.look());
  const geo = await loadGeo();
  const oldPlaces = oldDataWarning(geo.dataAgeDays(systemClock.now()));
  if (oldPlaces !== undefined) log.warn(oldPlaces, {});
  const ports: ScorerPorts = {
    publisher: kafka.publisher,
    reader: kafka.reader,
    partitions: redis.partitions,
    entities: redis.entities,
    geo,
    clock: systemClock,
    randomness: systemRandomness,
    mac: nodeMac(keys.ring),
  };
  return { ports, kafka, redis, keys, owner: `${hostname()}-${process.pid}` };
}
