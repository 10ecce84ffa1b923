import { randomBytes } from 'node:crypto';
import { openRedis, type RedisStores } from '@countersign/redis';
import { describeWithService, redisClusterService, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleAcl } from './redis-sample-acl.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const password = randomBytes(9).toString('hex');

/** Every call of the services, with the rights that infra/acl/redis.acl gives to each (SEC-02). */
function rightsTests(urls: readonly string[]): void {
  const admins = urls.map((url) => new Redis(url));
  const opened: RedisStores[] = [];
  beforeAll(async () => {
    for (const admin of admins) {
      for (const user of ['scorer', 'notifier']) {
        await admin.call('ACL', 'SETUSER', user, 'reset', ...sampleAcl(user, password));
      }
    }
  });
  afterAll(async () => {
    await Promise.all(opened.map((stores) => stores.close()));
    for (const admin of admins) {
      await admin.call('ACL', 'DELUSER', 'scorer', 'notifier');
      admin.disconnect();
    }
  });
  const openAs = (user: string, prefix = 'countersign'): RedisStores => {
    const withUser = urls.map((url) => url.replace('redis://', `redis://${user}:${password}@`));
    const stores = openRedis({ urls: withUser, durability: { kind: 'fsync' }, prefix });
    opened.push(stores);
    return stores;
  };
  const refused = { code: 'store_unavailable', message: expect.stringContaining('permission') };

  test('the scorer has what it needs, and not the notifier’s keys', async () => {
    const { partitions, entities, challenges, cases, contacts, ping } = openAs('scorer');
    await ping();
    expect(await partitions.unfit('production')).toEqual([]);
    const { positions } = (await partitions.takeOver(1, 'us')).result;
    const profiles = new Map([
      ['ana', bytes('x')],
      ['ben', null],
    ]);
    const next = { events: Date.now() };
    const batch = {
      expected: positions,
      next,
      profiles,
      outbox: bytes('x'),
      applyId: randomBytes(9).toString('hex'),
      note: '',
    };
    expect((await partitions.apply(1, batch)).result).toBe('applied');
    expect((await partitions.load(1, ['ana'])).profiles).toHaveLength(1);
    await partitions.clearOutbox(1, batch.applyId);
    const set = { id: 'set', bucketMs: 1_000, windowMs: 1_000 };
    await entities.observe([{ set, member: 'ana', atMs: 1 }]);
    expect(await entities.read([set], 1)).toEqual([new Map([['ana', 0]])]);
    await expect(challenges.load('c')).rejects.toMatchObject(refused);
    await expect(cases.load('c')).rejects.toMatchObject(refused);
    await expect(contacts.get('ana')).rejects.toMatchObject(refused);
  });

  test('the notifier has what it needs, and not the scorer’s keys', async () => {
    const { partitions, entities, challenges, cases, contacts, walk, ping } = openAs('notifier');
    await ping();
    expect(await partitions.unfit('production')).toEqual([]);
    const id = randomBytes(9).toString('hex');
    const [nowMs, outbox] = [Date.now(), [{ id: `record of ${id}`, bytes: bytes('r') }]];
    const claim = {
      challengeId: id,
      expectedVersion: 0,
      state: bytes('s'),
      outbox,
      dueAtMs: 1,
      keepUntilMs: nowMs + 9_000,
    };
    expect((await challenges.transition(claim)).result).toBe('stored');
    expect((await challenges.transition(claim)).result).toBe('conflict');
    expect(await challenges.load(id)).toMatchObject({ version: 1 });
    expect(await challenges.takeDue(nowMs, 1, 9)).toContainEqual({ challengeId: id, atMs: 1 });
    expect((await challenges.pending(nowMs, 1, 9)).result).toMatchObject(outbox.map((record) => ({ id: record.id })));
    expect((await challenges.pending(nowMs + 9, 1, 9)).result).toHaveLength(1);
    await challenges.published([`record of ${id}`, 'one of another process']);
    await challenges.transition({ ...claim, expectedVersion: 1, outbox: [], dueAtMs: null, keepUntilMs: 1 });
    expect((await cases.transition(claim)).result).toBe('stored');
    expect(await cases.waiting(1_000)).toContainEqual({ challengeId: id, atMs: 1 });
    await cases.published([`record of ${id}`]);
    await contacts.put(id, bytes('c'), 2);
    await contacts.put(id, bytes('c'), 1);
    expect(await contacts.get(id)).toEqual(bytes('c'));
    expect(await walk.replaceContacts(id, bytes('c'), bytes('d'))).toBe(true);
    await contacts.put(id, null, 3);
    const walked: string[] = [];
    for await (const found of walk.cases()) walked.push(found);
    expect(walked).toContain(id);
    await expect(partitions.load(1, ['ana'])).rejects.toMatchObject(refused);
    await expect(entities.read([{ id: 'set', bucketMs: 1, windowMs: 1 }], 1)).rejects.toMatchObject(refused);
  });

  test('neither has keys of another prefix', async () => {
    await expect(openAs('scorer', 'other').partitions.load(1, ['ana'])).rejects.toMatchObject(refused);
    await expect(openAs('notifier', 'other').contacts.get('ana')).rejects.toMatchObject(refused);
  });
}

const dedicated = () => redisService({ dedicated: true });

await describeWithService('redis', 'rights on one Redis', dedicated, (redis) => rightsTests([redis.url]));
await describeWithService('redis-cluster', 'rights on a Redis Cluster', redisClusterService, (cluster) =>
  rightsTests(cluster.urls),
);
