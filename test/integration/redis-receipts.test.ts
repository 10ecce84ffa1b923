import { describeWithService, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openFresh } from './redis-fixture.ts';

const dedicated = () => redisService({ dedicated: true });

/** WAIT promises something only about writes of its own connection (DEL-05), whatever a version does beyond that. */
await describeWithService(
  'redis',
  'every call with a receipt writes, so that WAIT has something to wait for',
  dedicated,
  (redis) => {
    const { partitions, challenges, contacts, close } = openFresh([redis.url]);
    const client = new Redis(redis.url);
    afterAll(async () => {
      client.disconnect();
      await close();
    });

    const batch = {
      expected: {},
      next: { a: 1 },
      profiles: new Map(),
      outbox: Buffer.from('x'),
      applyId: 'ours',
      note: '',
    };
    const claim = {
      challengeId: 'c',
      expectedVersion: 0,
      state: Buffer.from('s'),
      outbox: [{ id: 'r', bytes: Buffer.from('r') }],
      dueAtMs: null,
      keepUntilMs: Date.now() + 60_000,
    };
    beforeEach(async () => {
      await partitions.apply(1, batch);
      await challenges.transition(claim);
      await contacts.put('ana', Buffer.from('new'), 9);
    });
    const changes = async (): Promise<number> =>
      Number(/rdb_changes_since_last_save:(\d+)/.exec(await client.info('persistence'))?.[1]);

    test.each<[string, () => Promise<unknown>]>([
      ['a takeover', () => partitions.takeOver(1, 'us')],
      ['an apply that is repeated', () => partitions.apply(1, batch)],
      ['an apply that is moved', () => partitions.apply(1, { ...batch, applyId: 'zombie' })],
      ['a transition in conflict', () => challenges.transition(claim)],
      ['records taken', () => challenges.pending(Date.now(), 1, 10)],
      ['contacts that are older', () => contacts.put('ana', Buffer.from('old'), 1)],
    ])('%s', async (_, call) => {
      const before = await changes();
      await call();
      expect(await changes()).toBeGreaterThan(before);
    });
  },
);
