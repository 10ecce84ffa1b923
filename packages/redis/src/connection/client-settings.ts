import type { RedisOptions } from 'ioredis';

/** How every connection behaves: fail soon, never send anything twice by itself (IOR-01, IOR-02). */
export const clientSettings = (commandTimeoutMs: number) =>
  ({
    lazyConnect: true,
    protocol: 2 as const,
    enableOfflineQueue: false,
    enableAutoPipelining: false,
    autoResendUnfulfilledCommands: false,
    // None: as nothing is sent again, what was under way fails when its connection ends, not only at its timeout.
    maxRetriesPerRequest: 0,
    connectTimeout: 4 * commandTimeoutMs,
    commandTimeout: commandTimeoutMs,
    // A dead peer answers nothing: then the connection itself must end, not only the call.
    socketTimeout: 4 * commandTimeoutMs,
    keepAlive: 5_000,
    noDelay: true,
    connectionName: 'countersign',
    disableClientInfo: true,
  }) satisfies RedisOptions;

/** What a URL says about who we are; the nodes that a cluster names itself need it too (SEC-02). */
export function accessOf(url: string): Pick<RedisOptions, 'username' | 'password' | 'tls'> {
  const { protocol, username, password } = new URL(url);
  return {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}
