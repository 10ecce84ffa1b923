import type { ErasurePorts } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import { loadGeo } from '@countersign/geoip';
import { connectKafka, type KafkaLogPorts } from '@countersign/kafka';
import { openRedis, type RedisStores } from '@countersign/redis';
import {
  contactEnvelope,
  contactVault,
  type FollowedKeys,
  kafkaConnection,
  type Log,
  type MessageIdentity,
  nodeMac,
  openKeys,
  runMode,
  systemClock,
  systemRandomness,
} from '@countersign/runtime';
import { type NotifierConfiguration, notifierKeys } from './configuration.ts';
import { type NotifierSenders, notifierSenders } from './senders.ts';

/** A notifier's adapters on Kafka, Redis and a mail server. */
export interface ClusterPorts {
  readonly ports: ErasurePorts;
  readonly kafka: KafkaLogPorts;
  readonly redis: RedisStores;
  readonly phone: NotifierSenders['phone'];
  readonly keys: FollowedKeys;
}

/** Connects as configured. @throws CountersignError where there are no brokers (embedded runs by the command line), or Redis is unfit */
export async function clusterPorts(
  config: NotifierConfiguration,
  identity: MessageIdentity,
  log: Log,
): Promise<ClusterPorts> {
  const connection = kafkaConnection(config, 'notifier');
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
  const unfit = await redis.partitions.unfit(runMode(config)); // Challenges and contacts could be lost as well (DEL-15).
  if (unfit.length > 0) throw new CountersignError('cannot_start', unfit.join('\n'));
  const keys = await openKeys(config, notifierKeys, log);
  process.on('SIGHUP', () => void keys.look());
  const carried = notifierSenders(config, identity, systemClock);
  const ports: ErasurePorts = {
    challenges: redis.challenges,
    cases: redis.cases,
    contacts: redis.contacts,
    walk: redis.walk,
    vault: contactVault(keys.ring, systemRandomness),
    envelope: contactEnvelope(keys.ring),
    senders: carried.senders,
    publisher: kafka.publisher,
    clock: systemClock,
    randomness: systemRandomness,
    mac: nodeMac(keys.ring),
    geo: await loadGeo(),
  };
  return { ports, kafka, redis, keys, phone: carried.phone };
}
