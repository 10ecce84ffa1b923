/** A notifier on a Redis behind its HTTP interface, with codes sent and waiting to be typed; a process of its own. */
import { randomBytes } from 'node:crypto';
import { openRedis } from '@countersign/redis';
import { keyRing, nodeMac } from '@countersign/runtime';
import { servedNotifier } from '../integration/served-notifier.ts';
import type { VerifyOrder, VerifyTold } from './verify-load.ts';

const { redisUrl = '', challenges = 1_000 } = JSON.parse(process.env['BENCH_PLACE'] ?? '{}') as {
  readonly redisUrl?: string;
  readonly challenges?: number;
};
const tell = (told: VerifyTold): void => void process.send?.(told);

const stores = openRedis({
  urls: [redisUrl],
  durability: { kind: 'fsync' },
  prefix: `bench-${process.pid}`,
  commandTimeoutMs: 10_000,
});
const key = () => [{ kid: 'k1', secret: randomBytes(32) }];
const mac = nodeMac(keyRing({ pseudonym: key(), code: key(), outcome: key(), link: key() }));
const served = await servedNotifier({ ...stores, ports: { mac } });
const sent = await served.send(Array.from({ length: challenges }, () => ({})));
while ((await served.notifier.sweepOutbox()) > 0);
const running = served.notifier.start(); // The loops of a real notifier: every verification leaves an outcome to publish.

let before = process.cpuUsage();
process.on('message', (order: VerifyOrder) => {
  if (order === 'begin') before = process.cpuUsage();
  if (order === 'cpu') {
    const { user, system } = process.cpuUsage(before);
    tell({ cpuSeconds: (user + system) / 1e6 });
  }
  if (order === 'close') void close();
});
process.on('disconnect', () => process.exit(0));
tell({ url: served.url, apiKey: served.apiKey, sent });

async function close(): Promise<void> {
  await running.stop();
  await served.close();
  await stores.close();
  process.exit(0);
}
