import { type PhoneMessage, silentNotifierObserver } from '@countersign/engine';
import { notifierHttp } from '@countersign/notifier';
import { apiKeys, createLog } from '@countersign/runtime';
import {
  httpProvider,
  phoneSender,
  receiptSignature,
  receiptUrl,
  twilio,
  twilioSignature,
} from '@countersign/telephony';
import { type PhoneProvider, startPhoneProvider } from '@countersign/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { challenge, challengeRecord, codeIn, contactsOf, contactsRecord, outcomesIn } from './notifier-records.ts';
import { type NotifierWorld, notifierWorld } from './notifier-world.ts';

const phone = '+436641234567';
const authToken = 'c'.repeat(32);
const secret = 's'.repeat(32);
const lines: string[] = [];
const log = createLog({ level: 'debug', service: 'notifier', destination: { write: (line) => lines.push(line) } });

interface Reported {
  readonly world: NotifierWorld;
  readonly provider: PhoneProvider;
  readonly url: string;
  readonly receipts: string[];
  readonly app: ReturnType<typeof notifierHttp>;
}
let at: Reported;

/** A notifier with its HTTP interface, and both providers in one real server that takes every message. */
beforeEach(async () => {
  const provider = await startPhoneProvider();
  const receipts: string[] = [];
  let base = '';
  const urlOf = (name: string, message: PhoneMessage): string => receiptUrl(base, name, message);
  const common = { receiptUrl: urlOf, url: provider.url, nowMs: Date.now };
  const providers = [
    twilio({ ...common, accountSid: `AC${'ab'.repeat(16)}`, authToken, from: '+15005550006' }),
    httpProvider({
      ...common,
      headers: {},
      body: '{"to":"{{to}}","text":"{{text}}","reportTo":"{{receipts}}"}',
      channels: ['sms'],
      receiptSecret: secret,
    }),
  ];
  const sms = phoneSender({ providers, nowMs: () => performance.now() });
  const observer = {
    ...silentNotifierObserver,
    receipt: (name: string, channel: string, state: string): void => void receipts.push(`${name} ${channel} ${state}`),
  };
  const world = notifierWorld({ senders: (email) => ({ sms, email }), settings: { observer } });
  const readers = new Map(providers.map((one) => [one.name, one]));
  const app = notifierHttp({
    useCases: world.notifier,
    cases: { waiting: async () => [], show: async () => undefined, resolve: async () => ({ result: 'unknown' }) },
    labelling: async () => ({ result: 'unknown_event' }),
    brand: 'Example Shop',
    supportContact: 'help@example.com',
    apiKeys: apiKeys([]),
    log,
    version: '1.0.0',
    receipts: {
      readers,
      get publicUrl() {
        return base;
      },
      receive: (receipt) => world.notifier.receive(receipt),
    },
  });
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  at = { world, provider, url: base, receipts, app };
  await world.notifier.handle([
    contactsRecord({ ...contactsOf('acc-1'), phone: { value: phone } }),
    challengeRecord({ channels: ['email', 'sms'] }),
  ]);
  await world.settle();
});
afterEach(async () => {
  await at.app.close();
  await at.provider.close();
});

/** The address that the provider was told to report to, with the last message. */
const callback = (): string => new URLSearchParams(at.provider.requests.at(-1)?.body).get('StatusCallback') ?? '';
const form = (fields: Readonly<Record<string, string>>): string =>
  String(new URLSearchParams({ MessageSid: 'SM1', To: phone, ...fields }));
const byTwilio = (body: string, url = callback()): Promise<readonly [number, string]> =>
  at.provider.report(
    url,
    {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilioSignature(authToken, url, new URLSearchParams(body)),
    },
    body,
  );
const taken = [200, '{"result":"taken"}'];
const outcomes = (): readonly string[] =>
  outcomesIn(at.world.published).map(({ kind, sendSeq, channel, reason }) =>
    [kind, sendSeq, channel, reason].join(' ').trim(),
  );

describe('a delivery receipt by Twilio', () => {
  test('of a message that arrived changes nothing, and is counted', async () => {
    expect(await byTwilio(form({ MessageStatus: 'delivered' }))).toEqual(taken);
    await at.world.settle();
    expect(at.receipts).toEqual(['twilio sms delivered']);
    expect(outcomes()).toEqual(['sent 1 sms']);
  });

  test('of a message that was accepted and never delivered brings a new code by mail; the old one is dead', async () => {
    const old = new URLSearchParams(at.provider.requests[0]?.body).get('Body') ?? '';
    expect(await byTwilio(form({ MessageStatus: 'undelivered', ErrorCode: '30003' }))).toEqual(taken);
    await at.world.settle();
    expect(outcomes()).toEqual(['sent 1 sms', 'sent 2 email']);
    const code = codeIn(at.world.messages.at(-1));
    expect(old).not.toContain(code);
    const bindingDigest = challenge.bindingDigest;
    expect(await at.world.notifier.verify(challenge.id, { code, bindingDigest })).toBe('verified');
  });

  test('that comes again, as providers repeat, and as a thief replays, does nothing again', async () => {
    const body = form({ MessageStatus: 'undelivered' });
    const url = callback();
    await byTwilio(body, url);
    await at.world.settle();
    expect(await byTwilio(body, url)).toEqual([200, '{"result":"repeated"}']);
    await at.world.settle();
    expect(outcomes()).toEqual(['sent 1 sms', 'sent 2 email']);
    expect(at.receipts).toHaveLength(1);
  });

  test('of a number that is dead is remembered: the next challenge does not ask it', async () => {
    await byTwilio(form({ MessageStatus: 'failed', ErrorCode: '30005' }));
    const id = '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b5';
    await at.world.notifier.handle([
      challengeRecord({ id, channels: ['email', 'sms'], bindingDigest: 'another-act-another-act' }),
    ]);
    await at.world.settle();
    expect(at.provider.requests).toHaveLength(1);
    expect(at.world.messages.at(-1)).toMatchObject({ id: `${id}.1`, channel: 'email' });
  });

  test.each([
    ['with no signature', '', {}],
    ['signed for another address', 'https://elsewhere.example/v1/receipts/twilio', {}],
    ['about another message than the signed one', undefined, { swapped: true }],
  ])('%s is refused', async (_, signedUrl, { swapped }: { readonly swapped?: boolean }) => {
    const body = form({ MessageStatus: 'undelivered' });
    const url = callback();
    const signature = twilioSignature(authToken, signedUrl ?? url, new URLSearchParams(body));
    const called = swapped === true ? url.replace('.1&', '.2&') : url;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signedUrl === '' ? {} : { 'x-twilio-signature': signature }),
    };
    expect((await at.provider.report(called, headers, body))[0]).toBe(401);
    await at.world.settle();
    expect(outcomes()).toEqual(['sent 1 sms']);
  });

  test('about a challenge that never was is taken and does nothing', async () => {
    const url = callback().replace(challenge.id, '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b9');
    expect(await byTwilio(form({ MessageStatus: 'undelivered' }), url)).toEqual(taken);
  });

  test('leaves neither number nor signature in the log (SEC-06)', async () => {
    await byTwilio(form({ MessageStatus: 'undelivered', ErrorCode: '30003' }));
    await at.provider.report(callback(), { 'x-twilio-signature': 'forged' }, form({ MessageStatus: 'delivered' }));
    expect(lines.join()).toContain('A receipt was refused.');
    expect(lines.join()).not.toMatch(/664123|forged=|AuthToken/);
  });

  test('when the customer asks for nothing but SMS and nothing else is left ends the challenge as undeliverable', async () => {
    const id = '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b6';
    await at.world.notifier.handle([
      challengeRecord({ id, channels: ['sms'], bindingDigest: 'only-by-sms-only-by-sms' }),
    ]);
    await at.world.settle();
    await byTwilio(form({ MessageStatus: 'undelivered' }));
    await at.world.settle();
    expect(outcomes().at(-1)).toBe('undeliverable 1 sms undelivered');
  });
});

describe('a signed receipt by the generic provider', () => {
  const message = `${challenge.id}.1`;
  const send = (body: string, { ageSeconds = 0, signWith = secret } = {}): Promise<readonly [number, string]> => {
    const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
    const headers = {
      'content-type': 'application/json',
      'x-countersign-timestamp': timestamp,
      'x-countersign-signature': receiptSignature(signWith, timestamp, body),
    };
    return at.provider.report(`${at.url}/v1/receipts/http`, headers, body);
  };
  const undelivered = JSON.stringify({ message, channel: 'sms', status: 'undelivered' });

  test('is believed', async () => {
    expect(await send(undelivered)).toEqual(taken);
    await at.world.settle();
    expect(outcomes()).toEqual(['sent 1 sms', 'sent 2 email']);
  });

  test.each([
    ['of ten minutes ago, though well signed: a replay', { ageSeconds: 600 }, 401],
    ['of ten minutes ahead', { ageSeconds: -600 }, 401],
    ['signed with another secret', { signWith: 'x'.repeat(32) }, 401],
  ])('%s is refused', async (_, given, status) => {
    expect((await send(undelivered, given))[0]).toBe(status);
    await at.world.settle();
    expect(outcomes()).toEqual(['sent 1 sms']);
  });

  test.each(['{}', 'no JSON', '[]', JSON.stringify({ message: '1', channel: 'sms', status: 'undelivered' })])(
    'that says nothing that we know, %s, is answered with 400',
    async (body) => {
      expect((await send(body))[0]).toBe(400);
    },
  );

  test('of a provider that is not configured finds nobody', async () => {
    expect((await at.provider.report(`${at.url}/v1/receipts/pigeon`, {}, ''))[0]).toBe(404);
  });
});
