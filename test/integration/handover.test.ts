import { deliveryName } from '@countersign/engine';
import type { Challenge } from '@countersign/events';
import { describe, expect, test } from 'vitest';
import { binding, challenge, challengeRecord, codeIn, mac, outcomesIn } from './notifier-records.ts';
import { type NotifierWorld, notifierWorld, sentCode, wrong } from './notifier-world.ts';

const second = 1_000;
const hour = 3_600 * second;
const parcel = { orderId: 'order-7', stopId: 'stop-1' };
const door = { latitude: 38.7223, longitude: -9.1393 };
const gate = { latitude: 38.7232, longitude: -9.1393 };
const otherTown = { latitude: 38.7989, longitude: -9.3878 };
const nextId = '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3ff';

/** What the scorer asks for when a delivery leaves: good to the end of the day. */
const dispatched = (world: NotifierWorld, given: Partial<Challenge> = {}): Partial<Challenge> => ({
  purpose: 'delivery_handover',
  act: { eventType: 'delivery.dispatched', item: 'parcel', amount: { minor: 149_900, currency: 'EUR' } },
  device: undefined,
  handover: { delivery: deliveryName(mac, parcel), ...door },
  createdAt: new Date(world.nowMs()).toISOString(),
  expiresAt: new Date(world.nowMs() + 14 * hour).toISOString(),
  ...given,
});
const typed = (code: string, given: object = {}) => ({
  code,
  courierId: 'courier-12',
  place: gate,
  receivedBy: 'recipient' as const,
  wasOffline: false,
  ...given,
});
const lastOutcome = async (world: NotifierWorld) => {
  await world.settle();
  return outcomesIn(world.published).at(-1);
};

/** Both kinds of deliveries take the same way; what differs is when the policy asks for a code. */
describe.each(['parcel', 'grocery'])('a %s that is handed over against a code (OTP-36)', (item) => {
  const sent = (world: NotifierWorld): Promise<string> =>
    sentCode(world, dispatched(world, { act: { eventType: 'delivery.dispatched', item } }));

  test('is verified by order and stop, hours later, by a courier who knows no challenge', async () => {
    const world = notifierWorld();
    const code = await sent(world);
    await world.advance(5 * hour);
    expect(await world.notifier.handover(parcel)).toMatchObject({ status: 'open', digits: 6 });
    expect(await world.notifier.verifyHandover(parcel, typed(code))).toBe('verified');
    expect(await world.notifier.handover(parcel)).toBe('verified');
    expect(await lastOutcome(world)).toMatchObject({ kind: 'verified', challengeId: challenge.id });
    expect(await world.notifier.verifyHandover(parcel, typed(code))).toBe('rejected');
  });

  test('goes to the recipient, who reads that the code is told only at the door and never by phone', async () => {
    const world = notifierWorld();
    await sent(world);
    const [message] = world.messages;
    expect(message?.text).toContain('only to the courier at the door, with the parcel in front of you; never by phone');
  });

  test('is not handed over when the time is up: the end of the day ends the code, with an outcome', async () => {
    const world = notifierWorld();
    const code = await sent(world);
    await world.advance(14 * hour);
    expect(await world.notifier.verifyHandover(parcel, typed(code))).toBe('rejected');
    expect(await lastOutcome(world)).toMatchObject({ kind: 'expired' });
  });
});

describe('a courier at the wrong address', () => {
  test('is told so, nothing is checked, no try is lost, and the code is good at the door', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, dispatched(world));
    for (let tries = 0; tries < 9; tries += 1) {
      expect(await world.notifier.verifyHandover(parcel, typed(code, { place: otherTown }))).toBe('wrong_address');
    }
    expect(await world.notifier.verifyHandover(parcel, typed(code))).toBe('verified');
  });

  test('is one thing, a phone that does not know where it is another', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, dispatched(world));
    expect(await world.notifier.verifyHandover(parcel, typed(code, { place: undefined }))).toBe('verified');
  });
});

describe('exits of a hand-over', () => {
  test('delegate: who is named by the recipient may receive it, and nobody else', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, dispatched(world));
    const forSomebody = typed(code, { receivedBy: 'delegate' });
    expect(await world.notifier.verifyHandover(parcel, forSomebody)).toBe('no_delegate');
    expect(await world.notifier.nameDelegate(parcel, 'Bruno, second floor')).toBe('named');
    expect(await world.notifier.handover(parcel)).toMatchObject({ delegate: 'Bruno, second floor' });
    expect(await world.notifier.verifyHandover(parcel, forSomebody)).toBe('verified');
    expect(await lastOutcome(world)).toMatchObject({ kind: 'verified', reason: 'to_delegate' });
    const stored = [...world.store.challenges.values()].map(({ state }) => Buffer.from(state).toString()).join();
    expect(stored).not.toContain('Bruno');
  });

  test('delegate: cannot be named once it is over, nor for a delivery that is none', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, dispatched(world));
    await world.notifier.verifyHandover(parcel, typed(code));
    expect(await world.notifier.nameDelegate(parcel, 'Bruno')).toBe('rejected');
    expect(await world.notifier.nameDelegate({ orderId: 'no', stopId: 'such' }, 'Bruno')).toBe('rejected');
    expect(await world.notifier.handover({ orderId: 'no', stopId: 'such' })).toBe('closed');
  });

  test('lost code: another one goes to the recipient, never to the courier, and the old one is dead', async () => {
    const world = notifierWorld();
    const lost = await sentCode(world, dispatched(world));
    expect(await world.notifier.reissueHandover(parcel)).toEqual({ retryAfterSeconds: 30 });
    await world.advance(30 * second);
    expect(await world.notifier.reissueHandover(parcel)).toBe('sent');
    await world.settle();
    expect(world.messages.map(({ to }) => to)).toEqual(['acc-1@example.com', 'acc-1@example.com']);
    expect(await world.notifier.verifyHandover(parcel, typed(lost))).toBe('rejected');
    expect(await world.notifier.verifyHandover(parcel, typed(codeIn(world.messages.at(-1))))).toBe('verified');
  });

  test('used-up tries: the code is dead, with an outcome; only another day brings a new one', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, dispatched(world));
    for (let tries = 0; tries < 5; tries += 1) await world.notifier.verifyHandover(parcel, typed(wrong(code)));
    expect(await world.notifier.verifyHandover(parcel, typed(code))).toBe('rejected');
    expect(await world.notifier.handover(parcel)).toBe('closed');
    expect(await world.notifier.reissueHandover(parcel)).toBe('rejected');
    expect(await lastOutcome(world)).toMatchObject({ kind: 'failed', reason: 'too_many_tries' });
    const fresh = await sentCode(
      world,
      dispatched(world, { id: nextId, handover: { delivery: deliveryName(mac, parcel) } }),
    );
    expect(await world.notifier.verifyHandover(parcel, typed(fresh))).toBe('verified');
  });

  test('no network: what was typed is checked when it comes, until the end of the day and not after', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, dispatched(world));
    await world.advance(13 * hour);
    expect(await world.notifier.verifyHandover(parcel, typed(code, { wasOffline: true }))).toBe('verified');
    expect(await lastOutcome(world)).toMatchObject({ kind: 'verified', reason: 'typed_offline' });
    const late = notifierWorld();
    const unused = await sentCode(late, dispatched(late));
    await late.advance(14 * hour);
    expect(await late.notifier.verifyHandover(parcel, typed(unused, { wasOffline: true }))).toBe('rejected');
  });

  test('moved to another day: reissued, the old code is dead with an outcome, and the door is still known', async () => {
    const world = notifierWorld();
    const old = await sentCode(world, dispatched(world));
    await world.notifier.nameDelegate(parcel, 'Bruno');
    await world.advance(second);
    const handover = { delivery: deliveryName(mac, parcel) };
    const fresh = await sentCode(world, dispatched(world, { id: nextId, bindingDigest: `${binding}-moved`, handover }));
    expect(outcomesIn(world.published)).toContainEqual(
      expect.objectContaining({ challengeId: challenge.id, kind: 'suppressed', reason: 'superseded' }),
    );
    expect(await world.notifier.verifyHandover(parcel, typed(old))).toBe('rejected');
    expect(await world.notifier.verifyHandover(parcel, typed(fresh, { place: otherTown }))).toBe('wrong_address');
    expect(await world.notifier.verifyHandover(parcel, typed(fresh, { receivedBy: 'delegate' }))).toBe('no_delegate');
    expect(await world.notifier.verifyHandover(parcel, typed(fresh))).toBe('verified');
  });

  test('moved twice, told in the wrong order or again after a crash: the newest one counts', async () => {
    const world = notifierWorld();
    const first = dispatched(world);
    await world.advance(second);
    const second2 = dispatched(world, { id: nextId });
    const code = await sentCode(world, second2);
    await world.notifier.handle([challengeRecord(first), challengeRecord(second2), challengeRecord(first)]);
    await world.settle();
    expect(world.messages).toHaveLength(1);
    expect(await world.notifier.verifyHandover(parcel, typed(code))).toBe('verified');
  });
});

describe('a code for a delivery', () => {
  test('verifies no other purpose: neither another delivery nor an act of the account', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, dispatched(world));
    const purchase = await sentCode(world, { id: nextId, bindingDigest: `${binding}-of-a-purchase` });
    const other = { orderId: parcel.orderId, stopId: 'stop-2' };
    expect(await world.notifier.verifyHandover(other, typed(code))).toBe('rejected');
    expect(await world.notifier.verify(nextId, { code, bindingDigest: `${binding}-of-a-purchase` })).toBe('rejected');
    expect(await world.notifier.verifyHandover(parcel, typed(purchase))).toBe('rejected');
    expect(await world.notifier.verifyHandover(parcel, typed(code))).toBe('verified');
  });

  test('has a budget of its own: four parcels in an hour, unanswered, and she can still sign in', async () => {
    const world = notifierWorld();
    const codes: string[] = [];
    for (let at = 0; at < 4; at += 1) {
      const id = challenge.id.replace(/.$/, String(at));
      const handover = { delivery: deliveryName(mac, { ...parcel, stopId: `stop-${at}` }) };
      codes.push(await sentCode(world, dispatched(world, { id, handover, bindingDigest: `${binding}-${at}` })));
    }
    expect(new Set(codes).size).toBe(4);
    const login = await sentCode(world, { id: nextId, purpose: 'login' });
    expect(await world.notifier.verify(nextId, { code: login, bindingDigest: binding })).toBe('verified');
  });

  test('makes a courier who guesses wait, across the deliveries of a recipient (OTP-11)', async () => {
    const world = notifierWorld();
    for (const at of [1, 2]) {
      const id = challenge.id.replace(/.$/, String(at));
      const stop = { ...parcel, stopId: `stop-of-guesses-${at}` };
      const code = await sentCode(world, dispatched(world, { id, handover: { delivery: deliveryName(mac, stop) } }));
      for (let tries = 0; tries < 5; tries += 1) await world.notifier.verifyHandover(stop, typed(wrong(code)));
    }
    const code = await sentCode(world, dispatched(world, { id: nextId }));
    expect(await world.notifier.verifyHandover(parcel, typed(code))).toEqual({ retryAfterSeconds: 30 });
    expect(await world.notifier.verifyHandover(parcel, typed(code, { courierId: 'courier-13' }))).toBe('verified');
  });

  test('is answered alike, for the same work, wherever the delivery is none or over (OTP-05)', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, dispatched(world));
    const work: unknown[] = [];
    const measure = async (delivery: typeof parcel): Promise<void> => {
      const before = world.store.roundTrips();
      const answer = await world.notifier.verifyHandover(
        delivery,
        typed(wrong(code), { courierId: `c-${work.length}` }),
      );
      work.push([answer, world.store.roundTrips() - before]);
    };
    await measure({ orderId: 'no', stopId: 'such' });
    await measure(parcel);
    await world.notifier.verifyHandover(parcel, typed(code));
    await measure(parcel);
    expect(work).toEqual(Array.from({ length: 3 }, () => ['rejected', 10]));
  });

  test('is unavailable while the store is down, never handed over (OTP-13)', async () => {
    let isDown = false;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        load: (id) => (isDown ? Promise.reject(new Error('down')) : store.load(id)),
      }),
    });
    const code = await sentCode(world, dispatched(world));
    isDown = true;
    const { notifier } = world;
    expect(await notifier.verifyHandover(parcel, typed(code))).toBe('unavailable');
    expect(await notifier.reissueHandover(parcel)).toBe('unavailable');
    expect(await notifier.handover(parcel)).toBe('unavailable');
    expect(await notifier.nameDelegate(parcel, 'Bruno')).toBe('unavailable');
    isDown = false;
    expect(await notifier.verifyHandover(parcel, typed(code))).toBe('verified');
  });
});
