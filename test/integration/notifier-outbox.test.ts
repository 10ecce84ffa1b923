import type { ChallengeStore } from '@countersign/engine';
import { describe, expect, test } from 'vitest';
import {
  binding,
  challenge,
  challengeRecord,
  contactsOf,
  contactsRecord,
  kindsIn,
  outcomesIn,
} from './notifier-records.ts';
import { notifierWorld, sentCode } from './notifier-world.ts';

const second = 1_000;

describe('outcomes', () => {
  test('survive a crash between consuming the code and publishing (DEL-16)', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    await world.notifier.verify(challenge.id, { code, bindingDigest: binding });
    await world.another().sweepOutbox();
    expect(kindsIn(world.published)).toEqual(['sent 1', 'verified 1']);
  });

  test('are published again with the same bytes when nobody knows whether they were', async () => {
    let isForgetful = true;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        published: (ids) => (isForgetful ? Promise.reject(new Error('down')) : store.published(ids)),
      }),
    });
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await world.notifier.driveDue();
    await expect(world.notifier.sweepOutbox()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await world.notifier.sweepOutbox()).toBe(0);
    await world.advance(15 * second);
    isForgetful = false;
    expect(await world.notifier.sweepOutbox()).toBe(1);
    const [first, again] = world.published;
    expect(again).toEqual(first);
    expect(world.store.outbox).toEqual([]);
  });

  test('wait for a log that does not take them', async () => {
    const world = notifierWorld();
    world.breakLog(true);
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await world.notifier.driveDue();
    await expect(world.notifier.sweepOutbox()).rejects.toThrow('no broker');
    world.breakLog(false);
    await world.advance(15 * second);
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1']);
  });

  test('are not published before the transition that caused them is durable', async () => {
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        pending: async (...given) => ({
          result: (await store.pending(...given)).result,
          durable: () => Promise.reject(new Error('primary lost')),
        }),
      }),
    });
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await world.notifier.driveDue();
    await expect(world.notifier.sweepOutbox()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(world.published).toEqual([]);
  });

  test('would be lost without the outbox: leaving it out is seen', async () => {
    const forgetting = (store: ChallengeStore): ChallengeStore => ({
      ...store,
      transition: (transition) => store.transition({ ...transition, outbox: [] }),
    });
    const world = notifierWorld({ store: forgetting });
    const code = await sentCode(world);
    expect(await world.notifier.verify(challenge.id, { code, bindingDigest: binding })).toBe('verified');
    await world.settle();
    expect(outcomesIn(world.published)).toEqual([]);
  });
});

describe('the loops', () => {
  test('send, publish and expire by themselves, and come back after failures', async () => {
    const world = notifierWorld();
    const running = world.notifier.start();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await world.advance(second);
    expect(kindsIn(world.published)).toEqual(['sent 1']);
    world.breakLog(true);
    await world.advance(600 * second);
    world.breakLog(false);
    await world.advance(20 * second);
    expect(kindsIn(world.published)).toEqual(['sent 1', 'expired 1']);
    expect(world.failures).not.toEqual([]);
    await running.stop();
    const id = '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b5';
    await world.notifier.handle([
      challengeRecord({ id, createdAt: '2026-03-01T09:41:00Z', expiresAt: '2026-03-01T09:51:00Z' }),
    ]);
    await world.advance(60 * second);
    expect(world.messages).toHaveLength(1);
  });
});
