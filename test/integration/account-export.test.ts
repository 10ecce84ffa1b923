import { openEmbedded } from '@countersign/embedded';
import {
  type AccountErasure,
  type Clock,
  createAccountErasure,
  deliveryName,
  silentCaseObserver,
  silentNotifierObserver,
  untraced,
} from '@countersign/engine';
import { type EpochMs, encodeRecord, exampleRecord } from '@countersign/events';
import { contactVault, systemRandomness } from '@countersign/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Enrolled, accountId, appWorld, asked, enrolled, idAt, right, shown } from './authenticator-world.ts';
import { temporaryFolder } from './embedded-fixture.ts';
import { challengeRecord, mac, startMs, topics } from './notifier-records.ts';
import { type NotifierWorld, contactKeys } from './notifier-world.ts';

const hourMs = 3_600_000;
const parcel = { orderId: 'order-7', stopId: 'stop-1' };
const door = { latitude: 38.7223, longitude: -9.1393 };

let world: NotifierWorld;
let app: Enrolled;
let privacy: AccountErasure;
let close: () => Promise<void>;

/** A customer with everything that the notifier keeps of anybody: an app, notices, a browser, wrong tries, a delivery on its way. */
beforeAll(async () => {
  const folder = temporaryFolder();
  const clock: Clock = { now: () => (world?.nowMs() ?? startMs) as EpochMs, after: () => () => {} };
  const embedded = openEmbedded(folder.path, { clock });
  const { challenges, contacts, cases } = embedded;
  world = appWorld({ ports: { challenges, contacts, cases } });
  const settings = { topics, identity: { brand: 'Shop', supportContact: 'help@example.com' } };
  const observer = silentNotifierObserver;
  privacy = createAccountErasure(
    {
      ...embedded,
      clock,
      mac,
      randomness: systemRandomness,
      vault: contactVault(contactKeys, systemRandomness),
      senders: {},
    },
    { notifier: { ...settings, observer, trace: untraced }, cases: { topics, observer: silentCaseObserver } },
  );
  close = async () => {
    await embedded.close();
    folder.remove();
  };
  app = await enrolled(world);
  const login = await asked(world, 60, { purpose: 'login', device: 'pseudonym-of-a-device' });
  await world.notifier.verify(login, right('000000'));
  await world.notifier.verify(login, right(app.recovery[0] ?? ''));
  const reset = await asked(world, 61, { purpose: 'password_reset' });
  await world.advance(60_000);
  await world.notifier.verify(reset, right(shown(world, app.secret)));
  const nowMs = world.nowMs();
  await world.notifier.handle([
    challengeRecord({
      id: idAt(62),
      purpose: 'delivery_handover',
      act: { eventType: 'delivery.dispatched', item: 'parcel' },
      handover: { delivery: deliveryName(mac, parcel), ...door },
      createdAt: new Date(nowMs).toISOString(),
      expiresAt: new Date(nowMs + 9 * hourMs).toISOString(),
    }),
  ]);
  await world.settle();
  await world.notifier.nameDelegate(parcel, 'Rui from next door');
});
afterAll(() => close());

test('an export shows what stands in every record of an account, with what it means, and no secret (SEC-07)', async () => {
  const kept = await privacy.kept(accountId);
  const one = (record: string) => kept.others.filter((other) => other.record === record);
  expect(new Set(kept.others.map(({ record }) => record))).toEqual(
    new Set(['authenticator', 'budget', 'handover', 'notice', 'notices', 'reset', 'tries']),
  );
  expect(one('authenticator')).toMatchObject([
    { enrolled: { recoveryCodesLeft: 9, recoveryCodesUsedFor: [idAt(60)] }, spentApprovals: [idAt(1)] },
  ]);
  expect(one('budget')).toMatchObject([{ challenges: expect.any(Array), recent: expect.any(Array) }]);
  expect(one('handover')).toMatchObject([{ challengeId: idAt(62), door, delegate: 'Rui from next door' }]);
  expect(one('reset')).toMatchObject([{ channel: 'authenticator', atMs: expect.any(Number) }]);
  expect(one('notice')).toContainEqual(
    expect.objectContaining({ kind: 'authenticator_added', to: `${accountId}@example.com`, status: 'sent' }),
  );
  expect(one('notices')[0]?.['sent']).toHaveLength(one('notice').length);
  expect(one('tries')).toMatchObject([{ count: expect.any(Number), lastAtMs: expect.any(Number) }]);
  const text = JSON.stringify(kept);
  expect(text).not.toMatch(/nonce|bindingDigest|"secret"|digest/);
  for (const secret of [app.secret, ...app.recovery]) expect(text).not.toContain(secret);
});

test('an erasure leaves none of them, where the door is included (SEC-07)', async () => {
  const made = exampleRecord('decision.made', { id: 'erasure-1', accountId, nowMs: world.nowMs() });
  const value = encodeRecord('decision.made', { ...made, data: { ...made.data, eventType: 'account.erased' } });
  const place = { topic: topics.decisions, partition: 0, offset: 0, timestampMs: world.nowMs(), headers: {} };
  await privacy.handle([{ ...place, key: Buffer.from(accountId), value }]);
  expect(await privacy.kept(accountId)).toMatchObject({ challenges: [], cases: [], others: [] });
  expect(await world.notifier.handover(parcel)).toBe('closed');
});
