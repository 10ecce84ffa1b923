import type { PartitionHandler, PartitionedInput } from '@countersign/engine';
import { topicNames, silentObserver } from '@countersign/engine';
import type { RoundTrip } from '@countersign/redis';
import { describeWithService, redisClusterService, redisService } from '@countersign/testkit';
import { expect, test } from 'vitest';
import { createWorkload } from '../performance/workload.ts';
import { withEmbedded } from './embedded-fixture.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { scorerFor } from './scorer-in-process.ts';

/** An input that leaves it to the test when the handler is called, and with what. */
function inputByHand(): { readonly input: PartitionedInput; readonly handler: () => PartitionHandler } {
  let given: PartitionHandler | undefined;
  return {
    input: {
      async run({ handler }) {
        given = handler;
        await handler.assigned(0);
        return { stop: () => handler.revoked(0), failed: new Promise(() => {}), partitions: () => [0] };
      },
    },
    handler: () => given ?? expect.fail('nobody runs the input'),
  };
}

/** Exchanges by call, for batches of these sizes of accounts never seen. */
async function exchangesPerBatch(urls: readonly string[], sizes: readonly number[]): Promise<object[]> {
  const trips: RoundTrip[] = [];
  const stores = openFresh(urls, { ...patient, onRoundTrip: (trip) => trips.push(trip) });
  try {
    return await withEmbedded(async (embedded, folder) => {
      const topics = topicNames();
      await embedded.admin.create({ partitions: 1, replicationFactor: 1 });
      const { input, handler } = inputByHand();
      const { partitions, entities } = stores;
      const { publisher, reader } = embedded;
      const observer = silentObserver;
      const scorer = await scorerFor({ publisher, reader, partitions, entities, input, topics, folder, observer });
      const workload = createWorkload(topics.events, 1_000);
      const seen: object[] = [];
      let from = 0;
      for (const size of sizes) {
        await publisher.publish(workload.of(from, size));
        const records = await reader.read(topics.events, 0, from, size);
        from += size;
        trips.length = 0;
        expect(records).toHaveLength(size);
        expect(await handler().chunk(0, topics.events, records, { isCurrent: () => true })).toBe('next');
        // An outbox is cleared at an idle moment, which on a busy machine may fall here: once a batch at most, whatever its size.
        const ofBatch = trips.filter(({ call }) => call !== 'clear-outbox');
        expect(trips.length - ofBatch.length).toBeLessThanOrEqual(1);
        seen.push(Object.fromEntries([...Map.groupBy(ofBatch, nameOf)].map(([name, { length }]) => [name, length])));
      }
      await scorer.stop();
      return seen;
    });
  } finally {
    await stores.close();
  }
}

const nameOf = ({ call }: RoundTrip): string => call;

await describeWithService('redis', 'the scorer’s exchanges with one Redis', redisService, (redis) => {
  test('as many for a batch of 500 as for a batch of 20', async () => {
    const [few, many] = await exchangesPerBatch([redis.url], [20, 500]);
    expect(few).toMatchObject({ load: 1, apply: 1 });
    expect(many).toEqual(few);
  });
});

await describeWithService('redis-cluster', 'the scorer’s exchanges with a cluster', redisClusterService, (cluster) => {
  test('as many for a batch of 500 as for a batch of 20: one more per node for what lies on all of them', async () => {
    const [few, many] = await exchangesPerBatch(cluster.urls, [20, 500]);
    expect(many).toEqual(few);
  });
});
