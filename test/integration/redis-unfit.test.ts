import type { RedisDurability } from '@countersign/redis';
import { describeWithService, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { openFresh } from './redis-fixture.ts';

const dedicated = () => redisService({ dedicated: true });
const good = { 'maxmemory-policy': 'noeviction', appendonly: 'yes', appendfsync: 'always' };

await describeWithService('redis', 'settings of a Redis that would lose data', dedicated, (redis) => {
  const configure = async (settings: Record<string, string>): Promise<void> => {
    const client = new Redis(redis.url);
    for (const [name, value] of Object.entries(settings)) await client.config('SET', name, value);
    client.disconnect();
  };
  const unfit = async (durability: RedisDurability, mode: 'production' | 'development', url = redis.url) => {
    const { partitions, close } = openFresh([url], { durability });
    const sentences = await partitions.unfit(mode);
    await close();
    return sentences;
  };
  afterEach(() => configure(good));

  test('the recommended ones are fit', async () => {
    expect(await unfit({ kind: 'fsync' }, 'production')).toEqual([]);
  });

  test.each([
    ['maxmemory-policy', 'allkeys-lfu', /may evict profiles: set maxmemory-policy to noeviction \(it is allkeys-lfu\)/],
    ['appendonly', 'no', /keeps no append-only file/],
    ['appendfsync', 'everysec', /set appendfsync to always \(it is everysec\)/],
  ])('%s %s (DEL-15)', async (name, value, sentence) => {
    await configure({ [name]: value });
    expect(await unfit({ kind: 'fsync' }, 'production')).toEqual([expect.stringMatching(sentence)]);
  });

  test('fewer replicas than durability waits for (DEL-05)', async () => {
    expect(await unfit({ kind: 'replicas', replicas: 2 }, 'production')).toEqual([
      expect.stringMatching(/has 0 of the 2 replicas/),
    ]);
  });

  test('the rights of the README are enough for every call (SEC-02)', async () => {
    const client = new Redis(redis.url);
    const { sampleAcl } = await import('./redis-sample-acl.ts');
    await client.call('ACL', 'SETUSER', 'scorer', ...sampleAcl('secret'));
    const url = redis.url.replace('redis://', 'redis://scorer:secret@');
    const { partitions, entities, challenges, contacts, ping, close } = openFresh([url], { prefix: 'countersign' });
    await ping();
    expect(await partitions.unfit('production')).toEqual([]);
    await partitions.takeOver(1, 'us');
    const batch = { expected: {}, next: { a: 1 }, outbox: Buffer.from('x'), applyId: 'x', note: '' };
    const profiles = new Map([
      ['ana', Buffer.from('x')],
      ['ben', null],
    ]);
    expect((await partitions.apply(1, { ...batch, profiles })).result).toBe('applied');
    await partitions.load(1, ['ana']);
    await partitions.clearOutbox(1, 'x');
    const set = { id: 'set', bucketMs: 1, windowMs: 1 };
    await entities.observe([{ set, member: 'ana', atMs: 1 }]);
    await entities.read([set], 1);
    const outbox = [{ id: 'r', bytes: Buffer.from('r') }];
    const claim = {
      challengeId: 'c',
      expectedVersion: 0,
      state: Buffer.from('s'),
      outbox,
      dueAtMs: 1,
      keepUntilMs: 2 ** 42,
    };
    await challenges.transition(claim);
    await challenges.load('c');
    expect(await challenges.takeDue(1, 1, 1)).toHaveLength(1);
    expect((await challenges.pending(1, 1, 1)).result).toHaveLength(1);
    await challenges.pending(3, 1, 1);
    await challenges.published(['r']);
    await challenges.transition({ ...claim, expectedVersion: 1, outbox: [], dueAtMs: null });
    await contacts.put('ana', Buffer.from('c'), 1);
    await contacts.put('ana', null, 2);
    await contacts.get('ana');
    await close();
    const other = openFresh([url], { prefix: 'other' });
    await expect(other.contacts.get('ana')).rejects.toMatchObject({ code: 'store_unavailable' });
    await other.close();
    await client.call('ACL', 'DELUSER', 'scorer');
    client.disconnect();
  });
});
