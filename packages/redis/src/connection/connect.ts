import type { RedisOptions } from '../redis-options.ts';
import { clusterServers } from './cluster-servers.ts';
import type { Servers } from './servers.ts';
import { singleServer } from './single-server.ts';

export const defaultCommandTimeoutMs = 500;

/** One URL: that Redis. Several: nodes of one cluster. Connects at the first call. */
export function connect({
  urls,
  commandTimeoutMs = defaultCommandTimeoutMs,
  onRoundTrip = () => {},
}: RedisOptions): Servers {
  const settings = { connectTimeoutMs: 4 * commandTimeoutMs, onRoundTrip };
  const [only] = urls;
  return urls.length === 1 && only !== undefined
    ? singleServer(only, commandTimeoutMs, settings)
    : clusterServers(urls, commandTimeoutMs, settings);
}
