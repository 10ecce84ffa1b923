import { existsSync } from 'node:fs';
import type { StartedTestContainer } from 'testcontainers';
import { freePort } from '../../../../infra/local/services.mjs';
import type {
  KafkaService,
  MissingService,
  RedisClusterService,
  RedisService,
  ServiceControl,
} from './test-service.ts';

const kafkaImage = 'apache/kafka:4.1.1';
const redisImage = 'redis:7';
const redisSettings = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];

/** A broker in a container. Its port is chosen beforehand, because a broker advertises its own address. */
export const containerKafka = (): Promise<KafkaService | MissingService> =>
  inEngine(async ({ GenericContainer, Wait }, host) => {
    const port = await freePort();
    const container = await new GenericContainer(kafkaImage)
      .withExposedPorts({ container: port, host: port })
      .withEnvironment(brokerEnvironment(host, port))
      .withWaitStrategy(Wait.forListeningPorts())
      .start();
    return { ...(await ofContainer(container, kafkaImage)), brokers: [`${host}:${port}`] };
  });

/** Redis in a container. */
export const containerRedis = (): Promise<RedisService | MissingService> =>
  inEngine(async ({ GenericContainer }, host) => {
    const port = await freePort();
    const container = await new GenericContainer(redisImage)
      .withExposedPorts({ container: 6379, host: port })
      .withCommand(['redis-server', ...redisSettings])
      .start();
    return { ...(await ofContainer(container, redisImage)), url: `redis://${host}:${port}` };
  });

/** All nodes in one container, so that the addresses they tell each other are those that clients use. */
export const containerRedisCluster = (replicas: number): Promise<RedisClusterService | MissingService> =>
  inEngine(async ({ GenericContainer }, host) => {
    const ports = await Promise.all(Array.from({ length: 3 * (1 + replicas) }, freePort));
    const servers = ports.map(
      (port) =>
        `mkdir -p /data/${port} && redis-server --dir /data/${port} --port ${port} --protected-mode no ` +
        `--cluster-enabled yes --cluster-announce-ip 127.0.0.1 ${redisSettings.join(' ')} &`,
    );
    const container = await new GenericContainer(redisImage)
      .withExposedPorts(...ports.map((port) => ({ container: port, host: port })))
      .withCommand(['sh', '-c', `${servers.join(' ')} wait`])
      .start();
    const nodes = ports.map((port) => `127.0.0.1:${port}`).join(' ');
    const create = `redis-cli --cluster create ${nodes} --cluster-replicas ${replicas} --cluster-yes`;
    const { exitCode, output } = await container.exec(['sh', '-c', create]);
    if (exitCode !== 0) throw new Error(`the Redis cluster could not be made: ${output}`);
    const { control: _, ...service } = await ofContainer(container, redisImage);
    return { ...service, urls: ports.map((port) => `redis://${host}:${port}`) };
  });

type Testcontainers = typeof import('testcontainers');

/** Runs `start` where a Docker engine answers; otherwise, or when an image cannot be had, says so. */
const inEngine = async <T>(
  start: (library: Testcontainers, host: string) => Promise<T>,
): Promise<T | MissingService> => {
  if (!engineIsLikely()) return { how: 'missing', reason: 'no Docker engine' };
  try {
    const library = await import('testcontainers');
    const client = await library.getContainerRuntimeClient();
    const { host } = client.info.containerRuntime;
    return await start(library, host === 'localhost' ? '127.0.0.1' : host);
  } catch (error) {
    const line = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { how: 'missing', reason: `no container could be started (${line})` };
  }
};

/** Loading the library costs a second; without any sign of an engine we do not. */
const engineIsLikely = (): boolean => {
  const { DOCKER_HOST, XDG_RUNTIME_DIR, HOME } = process.env;
  const sockets = ['/var/run/docker.sock', `${XDG_RUNTIME_DIR}/docker.sock`, `${HOME}/.docker/run/docker.sock`];
  return DOCKER_HOST !== undefined || sockets.some(existsSync);
};

const ofContainer = async (container: StartedTestContainer, image: string) => ({
  how: 'containers' as const,
  reason: `container of ${image}`,
  control: await controlOf(container),
  stop: async () => void (await container.stop()),
});

const controlOf = async (container: StartedTestContainer): Promise<ServiceControl> => {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const handle = (await getContainerRuntimeClient()).container.getById(container.getId());
  return {
    kill: async () => void (await handle.kill({ signal: 'SIGKILL' })),
    restart: async () => void (await handle.restart()),
  };
};

const brokerEnvironment = (host: string, port: number): Record<string, string> => ({
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@127.0.0.1:29093',
  KAFKA_LISTENERS: `PLAINTEXT://0.0.0.0:${port},CONTROLLER://127.0.0.1:29093`,
  KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${host}:${port}`,
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_BROKER_HEARTBEAT_INTERVAL_MS: '500',
  KAFKA_BROKER_SESSION_TIMEOUT_MS: '2000',
});
