import { randomBytes } from 'node:crypto';
import type { Batch, Receipt } from '@countersign/engine';
import type { RedisDurability, RedisStores } from '@countersign/redis';
import { describeWithService, type MissingService, redisService, type RedisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type MovingAddress, movingAddress } from './moving-address.ts';
import { openFresh } from './redis-fixture.ts';

const unavailable = { name: 'CountersignError', code: 'store_unavailable', retryable: true };

const batch = (expected: Batch['expected'], offset: number): Batch => ({
  expected,
  next: { 'account.events': offset },
  profiles: new Map([['ana', Buffer.from(`at ${offset}`)]]),
  outbox: Buffer.from(`decided at ${offset}`),
  applyId: randomBytes(16).toString('base64url'),
  note: '',
});

interface Pair extends RedisService {
  readonly replicaUrl: string;
}

/** A Redis and another one that can follow it. */
const pair = async (): Promise<Pair | MissingService> => {
  const master = await redisService({ dedicated: true });
  if (master.how === 'missing') return master;
  const replica = await redisService({ dedicated: true });
  if (replica.how === 'missing') return replica;
  const stop = async (): Promise<void> => {
    await Promise.all([master.stop(), replica.stop()]);
  };
  return { ...master, replicaUrl: replica.url, stop };
};

await describeWithService('redis', 'a failover that loses the last writes', pair, (redis) => {
  const asked = async (url: string, ...command: [string, ...(string | number)[]]): Promise<unknown> => {
    const client = new Redis(url);
    const answer = await client.call(...command);
    client.disconnect();
    return answer;
  };
  let name: MovingAddress;
  let stores: RedisStores;
  beforeEach(async () => {
    await asked(redis.url, 'CONFIG', 'SET', 'repl-diskless-sync-delay', 0);
    const master = new URL(redis.url);
    await asked(redis.replicaUrl, 'REPLICAOF', master.hostname, Number(master.port));
    await vi.waitFor(
      async () => expect(await asked(redis.replicaUrl, 'INFO', 'replication')).toContain('master_link_status:up'),
      { timeout: 20_000, interval: 100 },
    );
    // Until the master has heard from it once, it is sent nothing.
    await vi.waitFor(
      async () => expect(await asked(redis.url, 'INFO', 'replication')).toMatch(/slave0:.*state=online.*lag=[01]/),
      { timeout: 20_000, interval: 100 },
    );
    name = await movingAddress(redis.url);
  });
  afterEach(async () => {
    await stores.close();
    await name.close();
  });

  /** The replica stops following and is promoted; until `leadTo`, workers still write to the old master. */
  const promoteReplica = (): Promise<unknown> => asked(redis.replicaUrl, 'REPLICAOF', 'NO', 'ONE');
  /** A replica on a busy disk may need longer than one wait: the same batch again, as the port says. */
  const keep = (kept: Batch): Promise<Receipt<unknown>> =>
    vi.waitFor(
      async () => {
        const receipt = await stores.partitions.apply(1, kept);
        await receipt.durable();
        return receipt;
      },
      { timeout: 20_000 },
    );
  const takeOver = () => vi.waitFor(() => stores.partitions.takeOver(1, 'again'), { timeout: 10_000, interval: 50 });

  // Servers in containers do not reach each other by the addresses at which the tests reach them.
  describe.skipIf(redis.how !== 'local')('on processes of this machine', () => {
    test('replicas: what was lost was never durable; the next batch is moved; the takeover is at what was kept', async () => {
      stores = openFresh([name.url], { durability: { kind: 'replicas', replicas: 1 }, commandTimeoutMs: 3_000 });
      const kept = batch({}, 9);
      const keptReceipt = await keep(kept);

      await promoteReplica();
      const lost = batch(kept.next, 10);
      const lostReceipt = await stores.partitions.apply(1, lost);
      expect(lostReceipt.result).toBe('applied');
      await expect(lostReceipt.durable()).rejects.toMatchObject(unavailable);

      name.leadTo(redis.replicaUrl);
      const next = batch(lost.next, 11);
      const answer = await vi.waitFor(() => stores.partitions.apply(1, next), { timeout: 10_000, interval: 50 });
      expect(answer.result).toBe('moved');
      const { result } = await takeOver();
      expect(result).toMatchObject({ positions: kept.next, outbox: kept.outbox });
      expect((await stores.partitions.load(1, ['ana'])).profiles).toEqual([Buffer.from('at 9')]);
      await expect(keptReceipt.durable()).rejects.toMatchObject(unavailable);
    });

    test('a batch whose write was lost may be repeated as it is', async () => {
      stores = openFresh([name.url], { durability: { kind: 'replicas', replicas: 1 }, commandTimeoutMs: 3_000 });
      const kept = batch({}, 9);
      await keep(kept);
      await promoteReplica();
      const lost = batch(kept.next, 10);
      await stores.partitions.apply(1, lost);
      name.leadTo(redis.replicaUrl);
      const again = await vi.waitFor(() => stores.partitions.apply(1, lost), { timeout: 10_000, interval: 50 });
      expect(again.result).toBe('applied');
      expect((await takeOver()).result).toMatchObject({ positions: lost.next, outbox: lost.outbox });
    });

    test('what was under way when the connection was lost is not sent to the new master behind our back (IOR-02)', async () => {
      stores = openFresh([name.url], { commandTimeoutMs: 5_000 });
      await stores.partitions.load(1, ['ana']);
      await promoteReplica();
      await asked(redis.url, 'CLIENT', 'PAUSE', 2_000, 'ALL');
      const underWay = stores.partitions.apply(1, batch({}, 9));
      await new Promise(setImmediate);
      name.leadTo(redis.replicaUrl);
      // At once, not at its timeout.
      await expect(underWay).rejects.toMatchObject({
        ...unavailable,
        message: expect.stringContaining('the connection was lost'),
      });
      expect((await takeOver()).result.positions).toEqual({});
    });

    test.each<RedisDurability>([{ kind: 'fsync' }, { kind: 'none' }])(
      'durability $kind promised too much where something fails over, but the position still tells (DEL-04)',
      async (durability) => {
        stores = openFresh([name.url], { durability });
        const kept = batch({}, 9);
        await stores.partitions.apply(1, kept);
        await vi.waitFor(async () => expect(await offsetOf(redis.replicaUrl)).toBe(await offsetOf(redis.url)), {
          timeout: 10_000,
        });
        await promoteReplica();
        const lost = batch(kept.next, 10);
        const receipt = await stores.partitions.apply(1, lost);
        await receipt.durable();
        name.leadTo(redis.replicaUrl);
        const next = batch(lost.next, 11);
        const answer = await vi.waitFor(() => stores.partitions.apply(1, next), { timeout: 10_000, interval: 50 });
        expect(answer.result).toBe('moved');
        await expect(receipt.durable()).rejects.toMatchObject(unavailable);
        expect((await takeOver()).result.positions).toEqual(kept.next);
      },
    );
  });

  const offsetOf = async (url: string): Promise<string | undefined> =>
    /master_repl_offset:(\d+)/.exec(String(await asked(url, 'INFO', 'replication')))?.[1];
});
