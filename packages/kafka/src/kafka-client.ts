import { type Cluster, Kafka, logLevel, type RetryOptions } from 'kafkajs';
import { kafkaLogCreator } from './kafka-log.ts';
import type { KafkaOptions } from './kafka-options.ts';

/** Times of KJS-08, milliseconds. */
export const clientTimes = { requestTimeoutMs: 8_000, connectionTimeoutMs: 3_000 } as const;

const impatient: RetryOptions = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 };
/** Outlasts two minutes without brokers. A consumer that gave up earlier would come back as a new member of its group, and the
 * group would wait for the old one until its session ends. */
export const patient: RetryOptions = { ...impatient, maxRetryTime: 1_000, retries: 120 };

/** A kafkajs client with our time limits and log levels; `isPatient` for consumers. */
export const kafkaClient = (
  { brokers, clientId, ssl, sasl, log = () => {} }: KafkaOptions,
  { isPatient }: { readonly isPatient: boolean },
): Kafka => {
  process.env['KAFKAJS_NO_PARTITIONER_WARNING'] = '1';
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ...(ssl !== undefined && { ssl }),
    ...(sasl !== undefined && { sasl }),
    connectionTimeout: clientTimes.connectionTimeoutMs,
    authenticationTimeout: clientTimes.requestTimeoutMs,
    requestTimeout: clientTimes.requestTimeoutMs,
    retry: isPatient ? patient : impatient,
    logLevel: logLevel.WARN,
    logCreator: kafkaLogCreator(log),
  });
};

/** A connection to the cluster below kafkajs' producers and consumers, for requests that these cannot make. */
export interface ClusterConnection {
  readonly cluster: Cluster;
  close(): Promise<void>;
}

/**
 * Opens one. kafkajs hands its cluster object to partition assigners only, so a consumer that never joins a group gets us there.
 */
export const openCluster = async (kafka: Kafka): Promise<ClusterConnection> => {
  const found: Cluster[] = [];
  const consumer = kafka.consumer({
    groupId: 'countersign-never-joined',
    allowAutoTopicCreation: false,
    metadataMaxAge: 60_000,
    partitionAssigners: [
      ({ cluster }) => {
        found.push(cluster);
        const unused = (): never => {
          throw new Error('this consumer never joins a group');
        };
        return { name: 'none', version: 0, assign: unused, protocol: unused };
      },
    ],
  });
  await consumer.connect();
  const [cluster] = found;
  if (cluster === undefined) throw new Error('kafkajs no longer hands its cluster to assigners');
  return { cluster, close: () => consumer.disconnect() };
};
