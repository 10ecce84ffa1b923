import { randomBytes } from 'node:crypto';
import type { Batch } from '@countersign/engine';
import type { RedisStores } from '@countersign/redis';
import { describeWithService, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test, vi } from 'vitest';
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

const dedicated = () => redisService({ dedicated: true });

await describeWithService('redis', 'a Redis that fails', dedicated, (redis) => {
  const opened: RedisStores[] = [];
  const open = (options: Parameters<typeof openFresh>[1] = {}): RedisStores => {
    const stores = openFresh([redis.url], options);
    opened.push(stores);
    return stores;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((stores) => stores.close()));
  });
  /** Answers of the server to everybody stop for this long. */
  const silence = async (milliseconds: number): Promise<void> => {
    const client = new Redis(redis.url);
    await client.call('CLIENT', 'PAUSE', milliseconds, 'ALL');
    client.disconnect();
  };

  describe.skipIf(redis.control === undefined)('killed', () => {
    test('between apply and durable: the receipt is refused, the state is kept, a takeover goes on (DEL-05)', async () => {
      const { partitions } = open();
      const sent = batch();
      const receipt = await partitions.apply(1, sent);
      await redis.control?.kill();
      await vi.waitFor(() => expect(receipt.durable()).rejects.toMatchObject(unavailable), { timeout: 5_000 });
      await expect(partitions.load(1, ['ana'])).rejects.toMatchObject(unavailable);

      await redis.control?.restart();
      const takeover = await vi.waitFor(() => partitions.takeOver(1, 'again'), { timeout: 10_000 });
      await takeover.durable();
      expect(takeover.result.positions).toEqual(sent.next);
      expect((await partitions.load(1, ['ana'])).profiles).toEqual([Buffer.from('profile')]);
      await expect(receipt.durable()).rejects.toMatchObject(unavailable);
    });

    test('calls fail at once while it is away, and are not kept for later (IOR-01)', async () => {
      const { partitions, ping } = open();
      await ping();
      await redis.control?.kill();
      await vi.waitFor(() => expect(ping()).rejects.toMatchObject(unavailable), { timeout: 5_000 });
      const results = await Promise.allSettled(Array.from({ length: 50 }, () => partitions.apply(2, batch())));
      expect(results.every(({ status }) => status === 'rejected')).toBe(true);
      await redis.control?.restart();
      const { result } = await vi.waitFor(() => partitions.takeOver(2, 'again'), { timeout: 10_000 });
      expect(result.positions).toEqual({});
    });
  });

  test('an apply whose answer was lost, repeated as it is, answers applied and changed the state once (DEL-04)', async () => {
    const { partitions } = open({ commandTimeoutMs: 150 });
    await partitions.takeOver(3, 'us');
    await silence(600);
    const sent = batch();
    await expect(partitions.apply(3, sent)).rejects.toMatchObject(unavailable);
    const again = await vi.waitFor(() => partitions.apply(3, sent), { timeout: 5_000 });
    expect(again.result).toBe('applied');
    await again.durable();
    expect((await partitions.apply(3, batch())).result).toBe('moved');
  });

  test('a call that gets no answer ends at its timeout, whatever it is (IOR-01)', async () => {
    const stores = open({ commandTimeoutMs: 100 });
    await stores.ping();
    await silence(1_000);
    const set = { id: 'set', bucketMs: 1_000, windowMs: 1_000 };
    const calls = [
      stores.partitions.takeOver(4, 'us'),
      stores.partitions.load(4, ['ana']),
      stores.partitions.clearOutbox(4, 'x'),
      stores.partitions.unfit('production'),
      stores.entities.read([set], 0),
      stores.entities.observe([{ set, member: 'ana', atMs: 0 }]),
      stores.challenges.load('c'),
      stores.challenges.takeDue(0, 1, 1),
      stores.challenges.pending(0, 1, 1),
      stores.contacts.get('ana'),
      stores.contacts.put('ana', null, 1),
      stores.ping(),
    ];
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: 'rejected', reason: unavailable });
    }
  });

  test('a dropped connection refuses the receipts from before it (DEL-05)', async () => {
    const { partitions } = open();
    const receipt = await partitions.takeOver(5, 'us');
    await expect(receipt.durable()).resolves.toBeUndefined();
    const client = new Redis(redis.url);
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    client.disconnect();
    await vi.waitFor(() => expect(receipt.durable()).rejects.toMatchObject(unavailable), { timeout: 5_000 });
    const next = await vi.waitFor(() => partitions.takeOver(5, 'us'), { timeout: 5_000 });
    await expect(next.durable()).resolves.toBeUndefined();
  });

  test('scripts that the server forgot are no failure (IOR-03)', async () => {
    const { partitions } = open();
    const first = batch();
    await partitions.apply(6, first);
    const client = new Redis(redis.url);
    await client.script('FLUSH');
    client.disconnect();
    const next = batch({ expected: first.next, next: { 'account.events': 10 } });
    expect((await partitions.apply(6, next)).result).toBe('applied');
  });

  test('replicas that do not exist acknowledge nothing: applied, but never durable (DEL-05)', async () => {
    const { partitions } = open({ durability: { kind: 'replicas', replicas: 1 } });
    const receipt = await partitions.apply(7, batch());
    expect(receipt.result).toBe('applied');
    await expect(receipt.durable()).rejects.toMatchObject(unavailable);
  });

  test('nobody listens at the address', async () => {
    const { partitions } = openFresh(['redis://127.0.0.1:1']);
    await expect(partitions.load(1, ['ana'])).rejects.toMatchObject({
      ...unavailable,
      message: expect.stringContaining('127.0.0.1:1'),
    });
    await partitions.close();
    const cluster = openFresh(['redis://127.0.0.1:1', 'redis://127.0.0.1:2']);
    for (const call of [() => cluster.ping(), () => cluster.partitions.load(1, ['ana'])]) {
      await expect(call()).rejects.toMatchObject(unavailable);
    }
    await cluster.close();
  });

  test('why a connection cannot be made is said (DEL-15)', async () => {
    const stores = openFresh([redis.url.replace('redis://', 'redis://nobody:wrong@')]);
    await expect(stores.ping()).rejects.toMatchObject({
      ...unavailable,
      message: expect.stringMatching(/WRONGPASS|NOAUTH/),
    });
    await stores.close();
  });
});
