import { randomBytes } from 'node:crypto';
import type { Batch } from '@countersign/engine';
import type { RedisStores, RoundTrip } from '@countersign/redis';
import { describeWithService, redisClusterService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openFresh } from './redis-fixture.ts';

const batch = (over: Partial<Batch> = {}): Batch => ({
  expected: {},
  next: { 'account.events': 9 },
  profiles: new Map([['ana', Buffer.from('profile')]]),
  outbox: Buffer.from('decided'),
  applyId: randomBytes(16).toString('base64url'),
  note: '',
  ...over,
});

const unavailable = { name: 'CountersignError', code: 'store_unavailable', retryable: true };
const replicated = () => redisClusterService({ replicas: 1 });

await describeWithService('redis-cluster', 'a Redis Cluster with replicas', replicated, (cluster) => {
  const opened: RedisStores[] = [];
  const open = (options: Parameters<typeof openFresh>[1] = {}): RedisStores => {
    const stores = openFresh(cluster.urls, { durability: { kind: 'replicas', replicas: 1 }, ...options });
    opened.push(stores);
    return stores;
  };
  beforeAll(async () => {
    const { partitions } = open();
    await vi.waitFor(async () => expect(await partitions.unfit('production')).toEqual([]), {
      timeout: 60_000,
      interval: 200,
    });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((stores) => stores.close()));
  });
  const masterOf = async (partition: number): Promise<string> => {
    const trips: RoundTrip[] = [];
    await open({ onRoundTrip: (trip) => trips.push(trip) }).partitions.load(partition, ['nobody']);
    return trips[0]?.node ?? '';
  };
  const asked = async (url: string, ...command: [string, ...(string | number)[]]): Promise<unknown> => {
    const client = new Redis(url);
    const answer = await client.call(...command);
    client.disconnect();
    return answer;
  };

  /** A replica on a busy disk may need longer than one wait: the same batch again, as the port says. */
  const keep = (stores: () => Pick<RedisStores, 'partitions'>, of: number, kept: Batch): Promise<void> =>
    vi.waitFor(async () => (await stores().partitions.apply(of, kept)).durable(), { timeout: 20_000 });

  test('twelve partitions lie four on each of three masters (DEL-02)', async () => {
    const counts = new Map<string, number>();
    for (let partition = 0; partition < 12; partition += 1) {
      const master = await masterOf(partition);
      counts.set(master, (counts.get(master) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual([4, 4, 4]);
  });

  test('a write is durable once its replica has it, and was there when durable says so (DEL-05)', async () => {
    const { partitions } = open();
    await keep(() => ({ partitions }), 1, batch());
    const again = await vi.waitFor(
      async () => {
        const receipt = await partitions.takeOver(1, 'us');
        await receipt.durable();
        return receipt;
      },
      { timeout: 20_000 },
    );
    expect(again.result.positions).toEqual({ 'account.events': 9 });
  });

  describe.skipIf(cluster.nodes === undefined)('a replica that does not answer', () => {
    test('makes nothing durable, also not an apply that is repeated: it must be written to be waited for', async () => {
      const prefix = `test-${randomBytes(6).toString('hex')}`;
      const anew = () => open({ prefix });
      const kept = batch();
      const sent = batch({ expected: kept.next, next: { 'account.events': 10 } });
      await keep(anew, 2, kept);
      const replica = await replicaOf(`redis://${await masterOf(2)}`);
      const pid = cluster.nodes?.[cluster.urls.indexOf(replica)]?.pid?.() ?? 0;
      process.kill(pid, 'SIGSTOP');
      try {
        const first = await anew().partitions.apply(2, sent);
        expect(first.result).toBe('applied');
        await expect(first.durable()).rejects.toMatchObject(unavailable);
        const again = await anew().partitions.apply(2, sent);
        expect(again.result).toBe('applied');
        await expect(again.durable()).rejects.toMatchObject(unavailable);
        const takeover = await anew().partitions.takeOver(2, 'other');
        await expect(takeover.durable()).rejects.toMatchObject(unavailable);
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await vi.waitFor(async () => (await anew().partitions.apply(2, sent)).durable(), { timeout: 20_000 });
    });
  });

  const replicaOf = async (master: string): Promise<string> => {
    const role = (await asked(master, 'ROLE')) as [string, number, [string, string, string][]];
    const [host, port] = role[2][0] ?? [];
    return `redis://${host}:${port}`;
  };

  describe.skipIf(cluster.nodes === undefined)('a master is killed', () => {
    test('calls fail as unavailable, then its replica serves what was durable', async () => {
      const { partitions, entities, challenges } = open();
      const kept = batch();
      await keep(() => ({ partitions }), 3, kept);
      const set = { id: 'set', bucketMs: 1_000, windowMs: 1_000 };
      await challenges.takeDue(0, 1, 1);
      const master = await masterOf(3);
      const at = cluster.urls.findIndex((url) => url.endsWith(master));
      await cluster.nodes?.[at]?.kill();

      const next = batch({ expected: kept.next, next: { 'account.events': 10 } });
      await expect(partitions.apply(3, next)).rejects.toMatchObject(unavailable);
      const takeover = await vi.waitFor(() => partitions.takeOver(3, 'again'), { timeout: 30_000, interval: 200 });
      expect(takeover.result.positions).toEqual(kept.next);
      expect(await masterOf(3)).not.toBe(master);
      // Nobody is left to acknowledge until the old master is back as a replica.
      await expect(takeover.durable()).rejects.toMatchObject(unavailable);
      await cluster.nodes?.[at]?.restart();
      await vi.waitFor(async () => (await partitions.takeOver(3, 'again')).durable(), {
        timeout: 30_000,
        interval: 200,
      });
      expect((await partitions.apply(3, next)).result).toBe('applied');
      await vi.waitFor(() => entities.observe([{ set, member: 'ana', atMs: 0 }]), { timeout: 10_000, interval: 200 });
      expect(await challenges.takeDue(0, 1, 1)).toEqual([]);
    });
  });
});
