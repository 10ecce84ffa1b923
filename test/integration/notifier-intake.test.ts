import { silentNotifierObserver } from '@countersign/engine';
import { readDeadLetter } from '@countersign/events';
import { describe, expect, test } from 'vitest';
import {
  challengeRecord,
  codeIn,
  contactsOf,
  contactsRecord,
  kindsIn,
  outcomesIn,
  startMs,
  tombstone,
  topics,
} from './notifier-records.ts';
import { notifierWorld } from './notifier-world.ts';

describe('challenges from the log', () => {
  test('are claimed once, however often they come (DEL-16)', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord(), challengeRecord()]);
    await world.notifier.handle([challengeRecord()]);
    await world.another().handle([challengeRecord()]);
    await world.settle();
    await world.notifier.handle([challengeRecord()]);
    await world.settle();
    expect(world.messages).toHaveLength(1);
    expect(kindsIn(world.published)).toEqual(['sent 1']);
  });

  test('that come after their expiry are suppressed as stale, and nobody is written to (DEL-13)', async () => {
    const world = notifierWorld();
    await world.advance(600_000);
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await world.settle();
    expect(world.messages).toEqual([]);
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'suppressed', reason: 'stale', sendSeq: 0 }]);
  });

  test('are not acknowledged when the claim is not durable', async () => {
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        async transition(transition) {
          const { result } = await store.transition(transition);
          return { result, durable: () => Promise.reject(new Error('primary lost')) };
        },
      }),
    });
    await expect(world.notifier.handle([challengeRecord()])).rejects.toMatchObject({ code: 'store_unavailable' });
    // Claimed before, perhaps by somebody whose write is not safe yet: that is no reason to go on either.
    await expect(world.notifier.handle([challengeRecord()])).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  test.each([
    // Another mark than ours would have: both worlds draw the same.
    ['understood', (state: Uint8Array) => state.map((byte, at) => (at === 0 ? byte ^ 1 : byte))],
    ['not understood', () => new Uint8Array(64)],
  ])('whose claim by another copy, %s, is lost while we look at it are claimed anew', async (_, seen) => {
    const another = notifierWorld();
    await another.notifier.handle([challengeRecord()]);
    let looks = 0;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        // The claim of the other copy stands in the way and is seen once; then a failover has taken it.
        async load(challengeId) {
          looks += 1;
          const claimed = await another.store.load(challengeId);
          return looks === 1 && claimed ? { ...claimed, state: seen(claimed.state) } : store.load(challengeId);
        },
        async transition(transition) {
          if (looks > 0) return store.transition(transition);
          return { result: 'conflict', durable: () => Promise.resolve() };
        },
      }),
    });
    const records = [contactsRecord(contactsOf('acc-1')), challengeRecord()];
    await world.notifier.handle(records).catch(() => world.notifier.handle(records));
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1']);
  });

  test('cost a look, a write and a wait for each budget, and a write and a wait for the claim, nothing more', async () => {
    const world = notifierWorld();
    const ids = Array.from({ length: 9 }, (_, at) => `0b6f4a52-3f0e-8a5d-9c41-00000000000${at}`);
    await world.notifier.handle(ids.map((id) => challengeRecord({ id, accountId: `of ${id}`, device: `d ${id}` })));
    expect(world.store.roundTrips()).toBe(9 * (3 + 3 + 2));
  });
});

describe('unreadable records', () => {
  test('go to the dead letters with their bytes untouched, and the others are taken in (DEL-11)', async () => {
    const world = notifierWorld();
    const garbage = [
      challengeRecord({}, { value: Buffer.from('{"broken'), offset: 4 }),
      challengeRecord({}, { key: Buffer.from('somebody-else'), offset: 5 }),
      challengeRecord({ digits: 4 }, { offset: 6 }),
      { ...contactsRecord(contactsOf('acc-2'), 7), value: Buffer.from([0xff, 0xfe]) },
      { ...challengeRecord({}, { offset: 8, value: contactsRecord(contactsOf('acc-1')).value }) },
    ];
    await world.notifier.handle([...garbage, contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await world.settle();
    const letters = world.published.filter(({ topic }) => topic === topics.deadLetters);
    const reasons = letters.map(({ headers }) => readDeadLetter(headers ?? {}));
    expect(reasons.map(({ offset, code }) => `${offset} ${code}`).sort()).toEqual([
      '4 not_json',
      '5 subject_mismatch',
      '6 invalid_data',
      '7 not_utf8',
      '8 unknown_type',
    ]);
    expect(new Set(letters.map(({ value }) => value))).toEqual(new Set(garbage.map(({ value }) => value)));
    expect(world.messages).toHaveLength(1);
  });

  test('are not acknowledged before the dead letter is written', async () => {
    const world = notifierWorld();
    world.breakLog(true);
    await expect(world.notifier.handle([challengeRecord({}, { value: null })])).rejects.toThrow('no broker');
  });
});

describe('contacts from the log', () => {
  test('are stored sealed, under a pseudonym (SEC-07)', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1', 'ana@example.com'))]);
    const stored = [...world.contacts.contents].map(
      ([name, bytes]) => name + Buffer.from(bytes ?? []).toString('latin1'),
    );
    expect(stored).toHaveLength(1);
    expect(stored.join()).not.toMatch(/acc-1|ana|example/);
  });

  test('the newest count, and a tombstone forgets', async () => {
    const world = notifierWorld();
    const at = (email: string, offset: number) => contactsRecord(contactsOf('acc-1', email), offset);
    await world.notifier.handle([at('new@example.com', 9), at('old@example.com', 3), challengeRecord()]);
    await world.settle();
    expect(world.messages.map(({ to }) => to)).toEqual(['new@example.com']);
    await world.notifier.handle([tombstone('acc-1', 10)]);
    expect([...world.contacts.contents.values()]).toEqual([null]);
  });

  test('may come after the challenge, within ten seconds', async () => {
    const world = notifierWorld();
    await world.notifier.handle([challengeRecord()]);
    await world.settle();
    expect(world.messages).toEqual([]);
    await world.advance(3_000);
    await world.notifier.handle([contactsRecord(contactsOf('acc-1'))]);
    await world.settle();
    expect(codeIn(world.messages[0])).toMatch(/^\d{6}$/);
  });

  test('that do not come leave the challenge undeliverable after ten seconds', async () => {
    const world = notifierWorld();
    await world.notifier.handle([challengeRecord()]);
    for (let seconds = 0; seconds <= 11; seconds += 1) {
      await world.settle();
      await world.advance(1_000);
    }
    const [only, ...more] = outcomesIn(world.published);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ kind: 'undeliverable', reason: 'no_contact', sendSeq: 0 });
    expect(Date.parse(only?.at ?? '') - startMs).toBe(10_000);
  });

  test('that cannot be opened are as good as none, and told', async () => {
    const unreadable: string[] = [];
    const observer = {
      ...silentNotifierObserver,
      contactsUnreadable: (reason: string) => void unreadable.push(reason),
    };
    const world = notifierWorld({ settings: { observer } });
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    for (const [name, bytes] of world.contacts.contents)
      await world.contacts.put(name, bytes?.map((byte) => byte ^ 1) ?? null, 99);
    await world.settle();
    expect(world.messages).toEqual([]);
    expect(unreadable).toEqual(['damaged']);
  });
});
