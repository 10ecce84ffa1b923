import { Cluster, type Redis } from 'ioredis';
import { unavailable } from '../unavailable.ts';
import { accessOf, clientSettings } from './client-settings.ts';
import { type NodeSettings, type RedisNode, redisNode } from './redis-node.ts';
import type { Servers } from './servers.ts';

/**
 * A Redis Cluster. The library keeps the map of slots; we send to the node ourselves, so that a WAIT surely follows
 * its write on the same connection, and nothing is redirected or sent again behind our back (DEL-05, IOR-03).
 */
export function clusterServers(
  urls: readonly string[],
  commandTimeoutMs: number,
  settings: Omit<NodeSettings, 'onMisrouted'>,
): Servers {
  const cluster = new Cluster([...urls], {
    lazyConnect: true,
    enableOfflineQueue: false,
    scaleReads: 'master',
    slotsRefreshTimeout: 2 * commandTimeoutMs,
    clusterRetryStrategy: (times) => Math.min(50 * times, 1_000),
    // Nodes keep the names they announce: certificates are for names.
    dnsLookup: (address, callback) => callback(null, address),
    redisOptions: { ...clientSettings(commandTimeoutMs), ...accessOf(urls[0] ?? '') },
  });
  cluster.on('error', () => {}); // Said to the caller of every call that it makes fail.
  const onMisrouted = (): void => cluster.refreshSlotsCache(() => {});
  const known = new WeakMap<Redis, RedisNode>();
  const nodeFor = (redis: Redis): RedisNode => {
    const node = known.get(redis) ?? redisNode(redis, { ...settings, onMisrouted });
    known.set(redis, node);
    return node;
  };
  const connected = clusterConnection(cluster, urls, settings.connectTimeoutMs);
  return {
    kind: 'cluster',
    async nodeOf(slot) {
      await connected();
      const address = cluster.slots[slot]?.[0];
      const redis = cluster.nodes('master').find(({ options }) => `${options.host}:${options.port}` === address);
      if (redis === undefined) {
        onMisrouted();
        throw unavailable('a call', address ?? `slot ${slot}`, 'no master is known for it');
      }
      const node = nodeFor(redis);
      await node.ready();
      return node;
    },
    async masters() {
      await connected();
      const nodes = cluster.nodes('master').map(nodeFor);
      await Promise.all(nodes.map((node) => node.ready()));
      return nodes;
    },
    close: () => Promise.resolve(cluster.disconnect()),
  };
}

/** Connects at the first call; later calls wait for that, within bounds, but never for a reconnection (IOR-01). */
function clusterConnection(cluster: Cluster, urls: readonly string[], timeoutMs: number): () => Promise<void> {
  let first: Promise<void> | undefined;
  let problem = 'the cluster does not answer';
  cluster.on('node error', (error: Error) => {
    problem = error.message;
  });
  const isReady = (): boolean => cluster.status === 'ready';
  return async () => {
    if (isReady()) return;
    if (cluster.status === 'wait' || cluster.status === 'end') first = atMost(cluster.connect(), timeoutMs);
    await first;
    first = undefined;
    if (!isReady()) throw unavailable('a connection', addressesOf(urls), `${problem} (${cluster.status})`);
  };
}

/** Resolves when the attempt ended, however, or the time is over. */
async function atMost(attempt: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeOut = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([attempt.catch(() => {}), timeOut]);
  clearTimeout(timer);
}

const addressesOf = (urls: readonly string[]): string => urls.map((url) => new URL(url).host).join(', ');
