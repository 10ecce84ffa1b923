import type { Servers } from './connection/servers.ts';
import { call } from './connection/durable-call.ts';
import { redisCommand } from './connection/redis-command.ts';
import type { RedisNode } from './connection/redis-node.ts';
import type { RedisDurability } from './redis-options.ts';

/** What a node says about itself. */
export interface NodeSettingsSeen {
  readonly node: string;
  readonly evictionPolicy: string;
  readonly hasAof: boolean;
  /** Undefined where `CONFIG GET` is not allowed. */
  readonly appendFsync: string | undefined;
  /** `no-appendfsync-on-rewrite yes`: no fsync while the append-only file is written anew, not even with `always`. */
  readonly pausesFsync: boolean;
  /** Replicas that follow; one that still copies everything does not count. */
  readonly replicas: number;
  readonly isCluster: boolean;
}

/** Plain sentences about settings of any master that would lose or evict data (DEL-05, DEL-15). */
export async function unfitServers(
  servers: Servers,
  durability: RedisDurability,
  mode: 'production' | 'development',
): Promise<readonly string[]> {
  const seen = await Promise.all((await servers.masters()).map(settingsOf));
  const alone = servers.kind === 'single' ? seen.filter(({ isCluster }) => isCluster) : [];
  return [
    ...alone.map(
      ({ node }) => `Redis at ${node} is one node of a cluster: name at least two of its nodes, separated by commas.`,
    ),
    ...seen.flatMap((settings) => complaints(settings, durability, mode)),
  ];
}

/** The sentences for one node. */
export function complaints(
  seen: NodeSettingsSeen,
  durability: RedisDurability,
  mode: 'production' | 'development',
): readonly string[] {
  const { node, evictionPolicy, hasAof, replicas } = seen;
  const found: string[] = [];
  if (evictionPolicy !== 'noeviction') {
    found.push(`Redis at ${node} may evict profiles: set maxmemory-policy to noeviction (it is ${evictionPolicy}).`);
  }
  if (mode === 'production' && durability.kind === 'none') {
    found.push(
      `Redis at ${node} is used with durability "none": a crash would lose decisions; set fsync or replicas:n.`,
    );
  }
  if (!hasAof && (mode === 'production' || durability.kind === 'fsync')) {
    found.push(
      `Redis at ${node} keeps no append-only file and would lose profiles at a restart: set appendonly to yes.`,
    );
  }
  if (durability.kind === 'fsync') found.push(...fsyncComplaints(seen, mode));
  if (durability.kind === 'replicas' && replicas < durability.replicas) {
    found.push(
      `Redis at ${node} has ${replicas} of the ${durability.replicas} replicas that durability waits for, so that every write would fail: add replicas.`,
    );
  }
  if (durability.kind === 'replicas' && replicas > durability.replicas && mode === 'production') {
    found.push(
      `Redis at ${node} has ${replicas} replicas, but durability waits for ${durability.replicas} only: one that lacks the last writes may be promoted; set replicas:${replicas}.`,
    );
  }
  return found;
}

function fsyncComplaints(seen: NodeSettingsSeen, mode: string): string[] {
  const { node, hasAof, appendFsync, pausesFsync, replicas, isCluster } = seen;
  const found: string[] = [];
  if (appendFsync === undefined) {
    found.push(
      `Redis at ${node} does not tell its appendfsync: allow this user CONFIG GET, or set durability replicas:n.`,
    );
  } else if (hasAof && appendFsync !== 'always') {
    found.push(
      `Redis at ${node} answers before writes are on the disk: set appendfsync to always (it is ${appendFsync}), or durability replicas:n.`,
    );
  }
  if (hasAof && pausesFsync) {
    found.push(
      `Redis at ${node} stops syncing while it rewrites its append-only file: set no-appendfsync-on-rewrite to no.`,
    );
  }
  if (isCluster && replicas > 0 && mode === 'production') {
    found.push(
      `Redis at ${node} fails over to replicas, which may lack what only the master has on its disk: set durability replicas:${replicas}.`,
    );
  }
  return found;
}

async function settingsOf(node: RedisNode): Promise<NodeSettingsSeen> {
  const [reply] = await call(node, 'unfit', [redisCommand('info')]);
  const info = new Map(
    String(reply)
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const),
  );
  const config = await fsyncSettings(node);
  return {
    node: node.address,
    evictionPolicy: info.get('maxmemory_policy') ?? 'unknown',
    hasAof: info.get('aof_enabled') === '1',
    appendFsync: config.get('appendfsync'),
    pausesFsync: config.get('no-appendfsync-on-rewrite') === 'yes',
    replicas: [...info].filter(([name, value]) => /^slave\d+$/.test(name) && value.includes('state=online')).length,
    isCluster: info.get('cluster_enabled') === '1',
  };
}

/** Empty where `CONFIG GET` is not allowed. */
async function fsyncSettings(node: RedisNode): Promise<ReadonlyMap<string, string>> {
  const command = redisCommand('config', 'get', 'appendfsync', 'no-appendfsync-on-rewrite');
  const [reply] = await call(node, 'unfit', [command]).catch(() => []);
  const flat = ((reply ?? []) as Buffer[]).map(String);
  return new Map(flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] as const] : [])));
}
