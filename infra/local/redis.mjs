/** `redis-server` processes on 127.0.0.1: one alone, or a small cluster. Durable, and never evicting (DEL-05, DEL-15). */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { answers, freePort } from './free-port.mjs';
import { endOwned, startOwned, waitUntilReady } from './owned-process.mjs';

const run = promisify(execFile);

/** What is missing to run Redis here, as a sentence; `undefined` when nothing is. */
export const missingForRedis = () =>
  run('redis-server', ['--version']).then(
    () => undefined,
    () => 'a local Redis needs redis-server (not on PATH)',
  );

/**
 * Starts one server. Without `port` a free one is taken; without `folder` the data lies in a temporary folder that `stop` removes.
 * `kill` ends it like a crash (-9), `restart` starts it again on the same data and port; `settings` are further redis-server arguments.
 * @param {{ port?: number, folder?: string, settings?: string[], log?: (line: string) => void }} [options]
 */
export const startRedis = async ({ port, folder, settings = [], log = () => {} } = {}) => {
  const missing = await missingForRedis();
  if (missing !== undefined) throw new Error(missing);
  const home = folder ?? mkdtempSync(join(tmpdir(), 'countersign-redis-'));
  mkdirSync(home, { recursive: true });
  const listen = port ?? (await freePort());
  const launch = async () => {
    const args = [...redisSettings(listen, home), ...settings];
    const owned = startOwned({
      command: 'redis-server',
      args,
      cwd: home,
      temporary: folder === undefined,
      logFile: join(home, 'redis.log'),
    });
    await waitUntilReady(owned, 'Redis', () => answers(listen));
    return owned;
  };
  log(`starting Redis on 127.0.0.1:${listen} …`);
  let owned = await launch();
  return {
    url: `redis://127.0.0.1:${listen}`,
    port: listen,
    folder: home,
    pid: () => owned.pid,
    kill: () => endOwned(owned, 'SIGKILL'),
    restart: async () => {
      await endOwned(owned, 'SIGTERM');
      owned = await launch();
    },
    stop: async () => {
      await endOwned(owned, 'SIGTERM');
      if (folder === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
};

/**
 * Starts a cluster of three masters, each with `replicas` replicas, and waits until every slot is served.
 * @param {{ replicas?: number, log?: (line: string) => void }} [options]
 */
export const startRedisCluster = async ({ replicas = 0, log } = {}) => {
  const settings = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  const count = 3 * (1 + replicas);
  const nodes = await Promise.all(Array.from({ length: count }, () => startRedis({ settings, log })));
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())));
  try {
    const addresses = nodes.map((node) => `127.0.0.1:${node.port}`);
    await run('redis-cli', [
      '--cluster',
      'create',
      ...addresses,
      '--cluster-replicas',
      String(replicas),
      '--cluster-yes',
    ]);
    for (const node of nodes) await untilClusterIsUp(node.port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls: nodes.map((node) => node.url), nodes, stop };
};

const untilClusterIsUp = async (port) => {
  for (let tries = 0; tries < 200; tries += 1) {
    const { stdout } = await run('redis-cli', ['-p', String(port), 'cluster', 'info']);
    if (stdout.includes('cluster_state:ok')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the Redis cluster node on port ${port} did not come up`);
};

const redisSettings = (port, folder) => [
  '--bind',
  '127.0.0.1',
  '--port',
  String(port),
  '--dir',
  folder,
  '--save',
  '',
  '--appendonly',
  'yes',
  '--appendfsync',
  'always',
  '--maxmemory-policy',
  'noeviction',
];
