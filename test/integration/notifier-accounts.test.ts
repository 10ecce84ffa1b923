import { createPseudonyms } from '@countersign/engine';
import { memoryChallengeStore, memoryContactStore } from '@countersign/testkit';
import { describe, expect, test } from 'vitest';
import { wallClock } from './embedded-fixture.ts';
import { binding, challenge, challengeRecord, contactsOf, contactsRecord, mac } from './notifier-records.ts';
import { type NotifierWorld, notifierWorld, sentCode } from './notifier-world.ts';
import { servedNotifier } from './served-notifier.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const deviceId = 'device-of-mara';
const pseudonym = createPseudonyms(mac);
const login = {
  purpose: 'login',
  act: { eventType: 'login.succeeded' },
  device: pseudonym('device', deviceId),
} as const;
const browser = { accountId: 'acc-1', deviceId };

/** Verifies a login on the device; resolves with its challenge. */
async function verifiedLogin(world: NotifierWorld): Promise<string> {
  const code = await sentCode(world, login);
  expect(await world.notifier.verify(challenge.id, { code, bindingDigest: binding })).toBe('verified');
  return challenge.id;
}
async function remembered(world: NotifierWorld): Promise<string> {
  const issued = await world.notifier.rememberBrowser({ ...browser, challengeId: await verifiedLogin(world) });
  if (typeof issued === 'string') throw new Error(issued);
  expect(issued.expiresAtMs).toBe(world.nowMs() + 30 * day);
  return issued.token;
}

describe('a remembered browser (OTP-40)', () => {
  test('is known for 30 days by its token, on its device and account alone', async () => {
    const world = notifierWorld();
    const token = await remembered(world);
    const check = (given: object = {}) => world.notifier.isBrowserRemembered({ ...browser, token, ...given });
    expect(await check()).toBe(true);
    expect(await check({ deviceId: 'another' })).toBe(false);
    expect(await check({ accountId: 'acc-2' })).toBe(false);
    await world.advance(30 * day - 1);
    expect(await check()).toBe(true);
    await world.advance(1);
    expect(await check()).toBe(false);
  });

  test('cannot be forged: not a letter of the token may differ, and the end is part of it', async () => {
    const world = notifierWorld();
    const token = await remembered(world);
    for (let at = 0; at < token.length - 1; at += 1) {
      const other = `${token.slice(0, at)}${token.charAt(at) === 'a' ? 'b' : 'a'}${token.slice(at + 1)}`;
      expect(await world.notifier.isBrowserRemembered({ ...browser, token: other })).toBe(false);
    }
    for (const other of ['', 'v1', `${token}.`, token.slice(0, -1), token.toUpperCase()]) {
      expect(await world.notifier.isBrowserRemembered({ ...browser, token: other })).toBe(false);
    }
  });

  test.each([
    ['revoked', (world: NotifierWorld, id: string) => world.notifier.forgetBrowsers({ accountId: 'acc-1', id })],
    ['revoked with all others', (world: NotifierWorld) => world.notifier.forgetBrowsers({ accountId: 'acc-1' })],
    [
      'reported',
      async (world: NotifierWorld) => void (await world.notifier.reportNotMe(challenge.id), await world.settle()),
    ],
  ])('that was %s is remembered no more', async (_, end) => {
    const world = notifierWorld();
    const token = await remembered(world);
    const view = await world.notifier.accountView('acc-1');
    if (typeof view === 'string') throw new Error(view);
    const [one] = view.rememberedBrowsers;
    await end(world, one?.id ?? '');
    expect(await world.notifier.isBrowserRemembered({ ...browser, token })).toBe(false);
    expect(await world.notifier.accountView('acc-1')).toMatchObject({ rememberedBrowsers: [] });
  });

  test.each([
    ['that was never verified', async (world: NotifierWorld) => void (await sentCode(world, login)), browser],
    ['of another account', verifiedLogin, { ...browser, accountId: 'acc-2' }],
    ['on another device', verifiedLogin, { ...browser, deviceId: 'another' }],
  ])('is none on a challenge %s', async (_, prepare, asked) => {
    const world = notifierWorld();
    await prepare(world);
    expect(await world.notifier.rememberBrowser({ ...asked, challengeId: challenge.id })).toBe('rejected');
  });

  test('is none for another act than a login, nor long after it', async () => {
    const purchase = notifierWorld();
    const code = await sentCode(purchase, { device: login.device });
    await purchase.notifier.verify(challenge.id, { code, bindingDigest: binding });
    expect(await purchase.notifier.rememberBrowser({ ...browser, challengeId: challenge.id })).toBe('rejected');
    const late = notifierWorld();
    await verifiedLogin(late);
    await late.advance(25 * minute);
    expect(await late.notifier.rememberBrowser({ ...browser, challengeId: challenge.id })).toBe('rejected');
  });

  test('gets the same token when its page asks twice', async () => {
    const world = notifierWorld();
    const first = await remembered(world);
    await world.advance(minute);
    const again = await world.notifier.rememberBrowser({ ...browser, challengeId: challenge.id });
    expect(again).toMatchObject({ token: first });
  });
});

describe('what a customer sees (OTP-41)', () => {
  test('is recent step-ups and messages with their references, contacts masked, and no code', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    const more = { language: 'he', timeZone: 'Asia/Jerusalem', preferredChannel: 'email' } as const;
    await world.notifier.handle([contactsRecord({ ...contactsOf('acc-1', 'new@example.org'), ...more }, 1)]);
    await world.notifier.noteBounce('email', 'acc-1@example.com', 'bounced');
    await world.settle();
    const view = await world.notifier.accountView('acc-1');
    expect(view).toMatchObject({
      stepUps: [
        {
          challengeId: challenge.id,
          reference: '4C1-3SD',
          purpose: 'high_value_purchase',
          status: 'sent',
          messages: 1,
        },
      ],
      notices: [{ kind: 'contact_changed', channel: 'email', status: 'sent' }],
      contacts: { email: { contact: 'n•••@e•••.org', codesTo: 'a•••@e•••.com', hasBounced: true } },
      ...more,
    });
    expect(JSON.stringify(view)).not.toMatch(new RegExp(`${code}|@example`));
  });

  test.each([
    ['email', 'ana@example.com, eve@example.net'],
    ['sms', '0900 123'],
  ] as const)('no %s bounce is noted for what nothing was sent to', async (channel, to) => {
    expect(await notifierWorld().notifier.noteBounce(channel, to, 'bounced')).toBe('rejected');
  });

  test('over HTTP, with instants; nothing for an account that nobody knows', async () => {
    const served = await servedNotifier({
      challenges: memoryChallengeStore(),
      contacts: memoryContactStore(),
      clock: wallClock,
      scopes: ['read', 'verify'],
    });
    try {
      const [sent] = await served.send([{ accountId: 'Acc-1', ...login }]);
      expect(await served.verify(sent!.id, sent!.code)).toBe(200);
      const issued = await served.post('/v1/remembered-browsers/issue', {
        accountId: 'Acc-1',
        deviceId,
        challengeId: sent!.id,
      });
      expect(issued.status).toBe(200);
      const { token } = issued.body as { token: string };
      const checked = await served.post('/v1/remembered-browsers/check', { accountId: 'Acc-1', deviceId, token });
      expect(checked).toEqual({ status: 200, body: { remembered: true } });
      const { status, body } = await served.post('/v1/accounts/step-ups', { accountId: 'Acc-1' });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        stepUps: [{ eventType: 'login.succeeded', status: 'verified', channel: 'email' }],
        contacts: { email: { contact: 'A•••@e•••.com', hasBounced: false }, phone: { contact: '+43•••••67' } },
        rememberedBrowsers: [{ expiresAt: expect.stringMatching(/^\d{4}-/) }],
      });
      const nobody = await served.post('/v1/accounts/step-ups', { accountId: 'nobody' });
      expect(nobody.body).toEqual({ stepUps: [], notices: [], contacts: {}, rememberedBrowsers: [] });
    } finally {
      await served.close();
    }
  });
});

test('a customer with a phone and a challenge by SMS sees which it was', async () => {
  const world = notifierWorld({ senders: (provider) => ({ sms: provider, email: provider }) });
  const phone = { value: '+436641234567' };
  await world.notifier.handle([
    contactsRecord({ ...contactsOf('acc-1'), phone }),
    challengeRecord({ channels: ['sms', 'email'] }),
  ]);
  await world.settle();
  expect(await world.notifier.accountView('acc-1')).toMatchObject({ stepUps: [{ channel: 'sms' }] });
});
