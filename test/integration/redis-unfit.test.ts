import type { RedisDurability } from '@countersign/redis';
import { describeWithService, redisClusterService, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { openFresh } from './redis-fixture.ts';

const dedicated = () => redisService({ dedicated: true });
const good = {
  'maxmemory-policy': 'noeviction',
  appendonly: 'yes',
  appendfsync: 'always',
  'no-appendfsync-on-rewrite': 'no',
};

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
    ['no-appendfsync-on-rewrite', 'yes', /stops syncing while it rewrites/],
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
});

await describeWithService(
  'redis-cluster',
  'a Redis Cluster that is named by one node',
  redisClusterService,
  (cluster) => {
    test.each([
      [
        'one is not enough: the others’ slots would never be served',
        1,
        [expect.stringMatching(/one node of a cluster/)],
      ],
      ['two are', 2, []],
    ])('%s', async (_, count, sentences) => {
      const { partitions, close } = openFresh(cluster.urls.slice(0, count));
      expect(await partitions.unfit('development')).toEqual(sentences);
      await close();
    });
  },
);
