import { Redis } from 'ioredis';
import { clientSettings } from './client-settings.ts';
import { redisNode, type NodeSettings } from './redis-node.ts';
import type { Servers } from './servers.ts';

/** One Redis: every slot is its. It connects at the first call and again, in the background, after a loss. */
export function singleServer(
  url: string,
  commandTimeoutMs: number,
  settings: Omit<NodeSettings, 'onMisrouted'>,
): Servers {
  const redis = new Redis(url, {
    ...clientSettings(commandTimeoutMs),
    retryStrategy: (times) => Math.min(50 * times, 1_000),
    // A demoted master behind the same name: look the name up again.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  const node = redisNode(redis, { ...settings, onMisrouted: () => {} });
  return {
    kind: 'single',
    async nodeOf() {
      await node.ready();
      return node;
    },
    async masters() {
      await node.ready();
      return [node];
    },
    close: () => Promise.resolve(redis.disconnect()),
  };
}
