import { describe, expect, test } from 'vitest';
import { challengeRecord, codeIn, contactsOf, contactsRecord, outcomesIn } from './notifier-records.ts';
import { type NotifierWorld, notifierWorld } from './notifier-world.ts';

const idOf = (at: number): string => `0b6f4a52-3f0e-8a5d-9c41-${String(at).padStart(12, '0')}`;
const iso = (ms: number): string => new Date(ms).toISOString();

/** A challenge of one account, from a device of its own unless told. */
const asked = (world: NotifierWorld, at: number, given: Parameters<typeof challengeRecord>[0] = {}) =>
  challengeRecord({
    id: idOf(at),
    device: `device-${at}`,
    session: `session-${at}`,
    createdAt: iso(world.nowMs()),
    expiresAt: iso(world.nowMs() + 600_000),
    ...given,
  });

const endsOf = (world: NotifierWorld): readonly string[] =>
  outcomesIn(world.published).map(({ challengeId, kind, reason }) =>
    [Number(challengeId.slice(-12)), kind, ...(reason === undefined ? [] : [reason])].join(' '),
  );

const first = { bindingDigest: 'bindingbindingbindingbinding' };

describe('budgets of an account', () => {
  test('the fourth challenge that nobody answers within an hour is suppressed: upstream holds the act (OTP-35)', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1'))]);
    await world.notifier.handle([1, 2, 3, 4].map((at) => asked(world, at)));
    await world.settle();
    expect(world.messages).toHaveLength(3);
    expect(endsOf(world)).toContain('4 suppressed unanswered');
  });

  test('hold for another copy of the notifier too, and count a repeated challenge once (DEL-16)', async () => {
    const world = notifierWorld();
    const records = [1, 2, 3].map((at) => asked(world, at));
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), ...records]);
    await world.another().handle([...records, asked(world, 4)]);
    await world.settle();
    expect(world.messages).toHaveLength(3);
    expect(endsOf(world).filter((end) => end.includes('suppressed'))).toEqual(['4 suppressed unanswered']);
  });

  test('another act of the same device and session suppresses the one before: its code opens nothing (OTP-11)', async () => {
    const world = notifierWorld();
    const place = { device: 'her-phone', session: 'her-session' };
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), asked(world, 1, place)]);
    await world.settle();
    const code = codeIn(world.messages.at(-1));
    await world.notifier.handle([asked(world, 2, { ...place, bindingDigest: 'anotheractanotheractanother' })]);
    await world.settle();
    expect(endsOf(world)).toContain('1 suppressed superseded');
    const { bindingDigest } = first;
    expect(await world.notifier.verify(idOf(1), { code, bindingDigest })).toBe('rejected');
    expect(
      await world.notifier.verify(idOf(2), {
        code: codeIn(world.messages.at(-1)),
        bindingDigest: 'anotheractanotheractanother',
      }),
    ).toBe('verified');
  });

  test('in one batch the newer act takes the place of the older one, whichever is claimed faster', async () => {
    const world = notifierWorld();
    const place = { device: 'her-phone', session: 'her-session' };
    const acts = [1, 2, 3].map((at) => asked(world, at, { ...place, bindingDigest: `act-${at}-act-${at}-act-${at}` }));
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), ...acts]);
    await world.settle();
    expect(endsOf(world).filter((end) => end.includes('superseded'))).toEqual([
      '1 suppressed superseded',
      '2 suppressed superseded',
    ]);
    expect(await world.notifier.status(idOf(3))).toMatchObject({ status: 'open' });
  });

  test('after ten failed tries codes have eight digits, and the customer still gets them (OTP-12)', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1'))]);
    for (const at of [1, 2]) {
      await world.notifier.handle([asked(world, at)]);
      await world.settle();
      const code = codeIn(world.messages.at(-1));
      for (let tries = 0; tries < 5; tries += 1) {
        await world.notifier.verify(idOf(at), { code: `${code}0`, bindingDigest: first.bindingDigest });
      }
    }
    await world.notifier.handle([asked(world, 3)]);
    await world.settle();
    const code = codeIn(world.messages.at(-1));
    expect(code).toMatch(/^\d{8}$/);
    expect(await world.notifier.verify(idOf(3), { code, bindingDigest: first.bindingDigest })).toBe('verified');
  });

  test('a store that is down claims nothing and charges nothing (OTP-13)', async () => {
    let isDown = true;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        load: (id) => (isDown ? Promise.reject(new Error('away')) : store.load(id)),
      }),
    });
    await expect(world.notifier.handle([asked(world, 1)])).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(world.store.challenges.size).toBe(0);
    isDown = false;
    await world.notifier.handle([asked(world, 1)]);
    expect(world.store.challenges.has(idOf(1))).toBe(true);
  });
});

describe('the same act, asked for again on the same device in the same session (OTP-11)', () => {
  const place = { device: 'her-phone', session: 'her-session' };
  const bindingDigest = first.bindingDigest;

  test('shares the code that was sent, and both are verified by it', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), asked(world, 1, place)]);
    await world.settle();
    await world.notifier.handle([2, 3].map((at) => asked(world, at, place)));
    await world.settle();
    expect(world.messages).toHaveLength(1);
    const code = codeIn(world.messages.at(-1));
    expect(await world.notifier.verify(idOf(3), { code, bindingDigest })).toBe('verified');
    expect(await world.notifier.status(idOf(2))).toBe('verified');
    await world.settle();
    expect(endsOf(world).toSorted()).toEqual([1, 2, 3].flatMap((at) => [`${at} sent`, `${at} verified`]));
    expect(await world.notifier.verify(idOf(1), { code, bindingDigest })).toBe('rejected');
  });

  test('has outcomes of its own: event, decision and id, and a report of one is a report of all', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), asked(world, 1, place)]);
    await world.notifier.handle([asked(world, 2, { ...place, eventId: 'evt-2' })]);
    await world.settle();
    await world.notifier.reportNotMe(idOf(2));
    await world.settle();
    const outcomes = outcomesIn(world.published);
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(4);
    expect(outcomes.filter(({ kind }) => kind === 'reported').map(({ eventId }) => eventId)).toEqual([
      'evt-1',
      'evt-2',
    ]);
  });

  test('has five tries with the first one together, not five more', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), asked(world, 1, place), asked(world, 2, place)]);
    await world.settle();
    const code = codeIn(world.messages.at(-1));
    for (let tries = 0; tries < 5; tries += 1) {
      await world.notifier.verify(idOf(1 + (tries % 2)), { code: `${code}0`, bindingDigest });
    }
    expect(await world.notifier.verify(idOf(2), { code, bindingDigest })).toBe('rejected');
    await world.settle();
    expect(endsOf(world).filter((end) => end.includes('failed'))).toEqual([
      '1 failed too_many_tries',
      '2 failed too_many_tries',
    ]);
  });

  test('read again and again, by any copy, changes nothing', async () => {
    const world = notifierWorld();
    const records = [contactsRecord(contactsOf('acc-1')), asked(world, 1, place), asked(world, 2, place)];
    await world.notifier.handle(records);
    await world.settle();
    const code = codeIn(world.messages.at(-1));
    await world.notifier.verify(idOf(1), { code, bindingDigest });
    await world.another().handle(records);
    await world.notifier.handle(records);
    await world.settle();
    expect(world.messages).toHaveLength(1);
    expect(endsOf(world).toSorted()).toEqual([1, 2].flatMap((at) => [`${at} sent`, `${at} verified`]));
  });

  test('whose first one ended before it was taken along, for the process died in between, lives by itself', async () => {
    let isDead = false;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        transition: (one) =>
          isDead && one.challengeId === idOf(1) ? Promise.reject(new Error('dead')) : store.transition(one),
      }),
    });
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), asked(world, 1, place)]);
    await world.settle();
    isDead = true;
    await expect(world.notifier.handle([asked(world, 2, place)])).rejects.toMatchObject({ retryable: true });
    isDead = false;
    await world.notifier.verify(idOf(1), { code: codeIn(world.messages.at(-1)), bindingDigest });
    await world.another().handle([asked(world, 2, place)]);
    await world.settle();
    expect(world.messages).toHaveLength(2);
    const code = codeIn(world.messages.at(-1));
    expect(await world.notifier.verify(idOf(2), { code, bindingDigest })).toBe('verified');
    await world.settle();
    expect(endsOf(world).toSorted()).toEqual([1, 2].flatMap((at) => [`${at} sent`, `${at} verified`]));
  });

  test('more than sixteen times is over the budget', async () => {
    const world = notifierWorld();
    const records = Array.from({ length: 18 }, (_, at) => asked(world, at + 1, place));
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), ...records]);
    await world.settle();
    expect(world.messages).toHaveLength(1);
    expect(endsOf(world)).toContain('18 suppressed account_budget');
    expect(await world.notifier.status(idOf(17))).toMatchObject({ status: 'open' });
  });
});

describe('budgets that accounts share (OTP-11)', () => {
  const shared = {
    destination: { perHour: 2, perDay: 3 },
    device: { perHour: 2, perDay: 9 },
    ip: { perHour: 3, perDay: 9 },
  };
  const handle = (world: NotifierWorld, given: readonly Parameters<typeof challengeRecord>[0][]) =>
    world.notifier.handle([
      ...given.map((_, at) => contactsRecord(contactsOf(`acc-${at + 1}`, 'family@example.com'), at)),
      ...given.map((one, at) => asked(world, at + 1, { accountId: `acc-${at + 1}`, ...one })),
    ]);

  test('one mailbox gets no more than its share, however many accounts name it', async () => {
    const world = notifierWorld({ settings: { shared } });
    await handle(world, [{}, {}, {}]);
    await world.settle();
    expect(world.messages).toHaveLength(2);
    expect(endsOf(world).filter((end) => end.includes('undeliverable'))).toHaveLength(1);
    expect(endsOf(world).join()).toContain('undeliverable destination_budget');
  });

  test.each([
    ['device', { device: 'one-device' }, 2],
    ['ip', { ip: 'one-address' }, 3],
  ])('one %s gets no more than its share, and a repetition is no further challenge', async (kind, given, share) => {
    const world = notifierWorld({ settings: { shared: { ...shared, destination: { perHour: 99, perDay: 99 } } } });
    const all = Array.from({ length: 4 }, () => given);
    await handle(world, all);
    await handle(world, all);
    await world.settle();
    expect(world.messages).toHaveLength(share);
    const refused = endsOf(world).filter((end) => end.includes('suppressed'));
    expect(refused.map((end) => end.replace(/^\d+ /, ''))).toEqual(
      Array.from({ length: 4 - share }, () => `suppressed ${kind}_budget`),
    );
  });

  test('hold a mail address under a pseudonym only (SEC-07)', async () => {
    const world = notifierWorld({ settings: { shared } });
    await handle(world, [{}]);
    await world.settle();
    const stored = [...world.store.challenges].map(
      ([id, { state }]) => `${id} ${Buffer.from(state).toString('latin1')}`,
    );
    expect(stored.join()).toContain('budget:destination:');
    expect(stored.join()).not.toContain('family@example.com');
  });
});
