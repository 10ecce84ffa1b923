import { randomBytes } from 'node:crypto';
import type { RedisStores, RoundTrip } from '@countersign/redis';
import { describeWithService, redisClusterService, redisService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import { openFresh, patient } from './redis-fixture.ts';

/** The same calls on one Redis and on three masters: every call costs one exchange per node at most, however much it carries. */
function roundTripTests(urls: readonly string[], masters: number): void {
  const trips: RoundTrip[] = [];
  const stores: RedisStores = openFresh(urls, { ...patient, onRoundTrip: (trip) => trips.push(trip) });
  afterAll(() => stores.close());
  const tripsOf = async (call: () => Promise<unknown>): Promise<readonly RoundTrip[]> => {
    trips.length = 0;
    await call();
    await new Promise(setImmediate);
    return [...trips];
  };
  const nodesOf = (seen: readonly RoundTrip[]): number => new Set(seen.map(({ node }) => node)).size;

  test.each([1, 10, 1_000])('a partition’s calls are one exchange each, also for %i profiles', async (count) => {
    const profiles = new Map(Array.from({ length: count }, (_, at) => [`a${at}`, randomBytes(100)] as const));
    const batch = {
      expected: {},
      next: { events: 1 },
      profiles,
      outbox: randomBytes(9),
      applyId: `${count}`,
      note: '',
    };
    const calls = [
      () => stores.partitions.takeOver(count, 'us'),
      () => stores.partitions.load(count, [...profiles.keys()]),
      () => stores.partitions.apply(count, batch).then((receipt) => receipt.durable()),
      () => stores.partitions.clearOutbox(count, batch.applyId),
    ];
    for (const call of calls) expect(await tripsOf(call)).toMatchObject([{ ok: true }]);
  });

  test.each([1, 20, 500])('entity sets are one exchange per node, also for %i sets', async (count) => {
    const sets = Array.from({ length: count }, (_, at) => ({ id: `set ${at}`, bucketMs: 1_000, windowMs: 7_000 }));
    const seen = sets.map((set) => ({ set, member: 'ana', atMs: 5_000 }));
    for (const call of [() => stores.entities.observe(seen), () => stores.entities.read(sets, 5_000)]) {
      const exchanges = await tripsOf(call);
      expect(exchanges).toHaveLength(nodesOf(exchanges));
      expect(exchanges).toHaveLength(Math.min(count, masters));
      if (masters === 1) expect(exchanges).toMatchObject([{ commands: 1 }]); // Whatever tags they lie under.
    }
  });

  test('challenges: one exchange for a transition, one per node for a look, one more to take', async () => {
    const claim = (challengeId: string) => ({
      challengeId,
      expectedVersion: 0,
      state: randomBytes(50),
      outbox: [{ id: `record of ${challengeId}`, bytes: randomBytes(50) }],
      dueAtMs: 1,
      keepUntilMs: Date.now() + 60_000,
    });
    const { challenges } = stores;
    expect(await tripsOf(() => challenges.takeDue(1, 1_000, 100))).toHaveLength(masters);
    expect(await tripsOf(() => challenges.pending(1, 1_000, 100))).toHaveLength(masters);
    expect(await tripsOf(() => challenges.transition(claim('first')))).toHaveLength(1);
    expect(await tripsOf(() => challenges.load('first'))).toHaveLength(1);
    for (let at = 0; at < 100; at += 1) await challenges.transition(claim(`c${at}`));
    expect(await tripsOf(() => challenges.takeDue(1, 1_000, 100))).toHaveLength(2 * masters);
    expect(await tripsOf(() => challenges.pending(1, 1_000, 100))).toHaveLength(2 * masters);
    const ids = Array.from({ length: 50 }, (_, at) => `record of c${at}`);
    expect(await tripsOf(() => challenges.published(ids))).toHaveLength(masters);
  });
}

await describeWithService('redis', 'round trips to one Redis', redisService, (redis) => {
  roundTripTests([redis.url], 1);
});

await describeWithService('redis-cluster', 'round trips to a Redis Cluster', redisClusterService, (cluster) => {
  roundTripTests(cluster.urls, 3);
});
