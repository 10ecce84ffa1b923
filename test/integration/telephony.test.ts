import type { PhoneMessage } from '@countersign/engine';
import { type Provider, httpProvider, phoneSender, twilio } from '@countersign/telephony';
import { type PhoneProvider, startPhoneProvider } from '@countersign/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const message: PhoneMessage = {
  id: '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b4.1',
  channel: 'sms',
  to: '+436641234567',
  text: '482913 is your code for: Sign-in\n@shop.example #482913',
  language: 'en',
  expiresAtMs: 600_000,
};
const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const noReceipts = (): undefined => undefined;

let first: PhoneProvider;
let second: PhoneProvider;
beforeAll(async () => {
  first = await startPhoneProvider();
  second = await startPhoneProvider();
});
afterAll(async () => {
  await first.close();
  await second.close();
});
beforeEach(() => {
  for (const server of [first, second]) {
    server.requests.length = 0;
    server.moods.length = 0;
  }
});

const byTwilio = (url = first.url): Provider =>
  twilio({ accountSid, authToken: 'token', from: '+15005550006', url, receiptUrl: noReceipts, nowMs: () => 0 });
const byHttp = (url = second.url): Provider =>
  httpProvider({
    url: `${url}/messages`,
    headers: { authorization: 'Bearer secret' },
    body: '{"to":"{{to}}","content":[{"body":"{{ text }}"}],"kind":"{{channel}}","lang":"{{language}}","validSeconds":"{{validSeconds}}","retries":2}',
    channels: ['sms'],
    receiptUrl: noReceipts,
    nowMs: () => 0,
  });
const calls: string[] = [];
const senderOf = (providers: readonly Provider[], timeoutMs = 5_000, callTimeoutMs = 200) => {
  calls.length = 0;
  const called = ({ provider, result }: { readonly provider: string; readonly result: string }): void =>
    void calls.push(`${provider} ${result}`);
  return phoneSender({ providers, nowMs: () => performance.now(), called, timeoutMs, callTimeoutMs });
};
const hangs = ['hangs', 'hangs'] as const;

describe('a message handed to providers of SMS and calls', () => {
  test('goes to the generic one as the JSON of its template, with its id as idempotency key', async () => {
    expect(await senderOf([byHttp()]).send(message)).toEqual({ ok: true });
    const [request] = second.requests;
    expect(request?.headers).toMatchObject({ authorization: 'Bearer secret', 'idempotency-key': message.id });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      to: message.to,
      content: [{ body: message.text }],
      kind: 'sms',
      lang: 'en',
      validSeconds: '600',
      retries: 2,
    });
  });

  test('cannot leave its place in the JSON of a template (SEC-05)', async () => {
    const text = '","to":"+19005550100"}{{to}}\n';
    await senderOf([byHttp()]).send({ ...message, text });
    expect(JSON.parse(second.requests[0]?.body ?? '')).toMatchObject({ to: message.to, content: [{ body: text }] });
  });

  test('is asked for twice, then goes to the second provider, when the first answers 500', async () => {
    first.moods.push({ status: 500 }, { status: 503 });
    expect(await senderOf([byTwilio(), byHttp()]).send(message)).toMatchObject({ ok: true });
    expect(calls).toEqual(['twilio unreachable', 'twilio unreachable', 'http sent']);
  });

  test('is taken at the second try after a moment of trouble, by the same provider', async () => {
    first.moods.push('breaks off');
    expect(await senderOf([byTwilio(), byHttp()]).send(message)).toMatchObject({ ok: true });
    expect(calls).toEqual(['twilio unreachable', 'twilio sent']);
  });

  test('goes to the second provider when the first hangs', async () => {
    first.moods.push(...hangs);
    expect(await senderOf([byTwilio(), byHttp()]).send(message)).toMatchObject({ ok: true });
    expect(calls).toEqual(['twilio timeout', 'twilio timeout', 'http sent']);
  });

  test('is given up at the deadline of all calls together', async () => {
    first.moods.push(...hangs);
    expect(await senderOf([byTwilio(), byHttp()], 350, 150).send(message)).toEqual({
      ok: false,
      retry: true,
      reason: 'timeout',
    });
    expect(calls).toEqual(['twilio timeout', 'twilio timeout']);
  });

  test('is not asked for again at once when the first answers 429', async () => {
    first.moods.push({ status: 429 });
    expect(await senderOf([byTwilio(), byHttp()]).send(message)).toMatchObject({ ok: true });
    expect(calls).toEqual(['twilio rejected', 'http sent']);
  });

  test('is one message when the provider answers twice', async () => {
    first.moods.push('answers twice');
    const sender = senderOf([byTwilio()]);
    expect(await sender.send(message)).toMatchObject({ ok: true });
    expect(await sender.send({ ...message, id: message.id.replace(/1$/, '2') })).toMatchObject({ ok: true });
    expect(first.requests).toHaveLength(2);
  });

  test('follows no redirect: the code would go where nobody meant it to', async () => {
    second.moods.push('redirects');
    expect(await senderOf([byHttp()]).send(message)).toEqual({ ok: false, retry: true, reason: 'rejected' });
    expect(second.requests).toHaveLength(1);
  });

  test.each([
    [21211, 'is no number'],
    [21610, 'said STOP'],
    [21614, 'is a fixed line'],
  ])('is given up for good, with no other provider asked, when Twilio says %i: the number %s', async (code) => {
    first.moods.push({ status: 400, body: { code, message: `The 'To' number ${message.to} …`, status: 400 } });
    const result = await senderOf([byTwilio(), byHttp()]).send(message);
    expect(result).toEqual({ ok: false, retry: false, reason: 'invalid_recipient' });
    expect(second.requests).toEqual([]);
  });

  test('goes to the second provider when the account may not send to the country', async () => {
    first.moods.push({ status: 400, body: { code: 21408 } });
    expect(await senderOf([byTwilio(), byHttp()]).send(message)).toMatchObject({ ok: true });
  });

  test.each([401, 403, 404])(
    'is tried again later when the credentials are refused with %i: ours to mend',
    async (status) => {
      first.moods.push({ status, body: { code: 20003 } });
      expect(await senderOf([byTwilio()]).send(message)).toEqual({ ok: false, retry: true, reason: 'rejected' });
    },
  );

  test('asks no provider that does not carry the channel', async () => {
    const call: PhoneMessage = { ...message, channel: 'voice' };
    expect(await senderOf([byHttp()]).send(call)).toEqual({ ok: false, retry: true, reason: 'unreachable' });
    expect(second.requests).toEqual([]);
  });

  test('spares a provider that failed five times in a row, and asks it again after a while (OVL-06)', async () => {
    let nowMs = 0;
    const providers = [byTwilio('http://127.0.0.1:9'), byHttp()];
    const sender = phoneSender({
      providers,
      nowMs: () => nowMs,
      called: ({ provider }) => void calls.push(provider),
    });
    for (let count = 0; count < 5; count += 1) await sender.send(message);
    calls.length = 0;
    await sender.send(message);
    expect(calls).toEqual(['http']);
    nowMs = 30_000;
    await sender.send(message);
    expect(calls.slice(1)).toEqual(['twilio', 'twilio', 'http']);
  });

  test('spares a provider that takes messages and delivers none, as its receipts say', async () => {
    const sender = senderOf([byTwilio(), byHttp()]);
    for (let count = 0; count < 5; count += 1) sender.undelivered('twilio');
    await sender.send(message);
    expect(calls).toEqual(['http sent']);
  });
});
