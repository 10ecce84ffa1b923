import type { Act } from '@countersign/events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after, claim } from '../../test-support/sample-challenge.ts';
import { type Reader, codeMessage } from './code-message.ts';

const identity = { brand: 'Example Shop', supportContact: 'support@example.com' };
const base = after([0, claim]);
const written = (act: Act, language = 'en-GB', code = '482913'): string => {
  const { subject, text } = codeMessage({ ...base, terms: { ...base.terms, act } }, code, identity, { language });
  return `Subject: ${subject}\n\n${text}`;
};

const acts: readonly (readonly [name: string, act: Act])[] = [
  ['purchase', base.terms.act],
  ['login', { eventType: 'login.succeeded', place: 'Porto, PT', device: 'Chrome on Windows' }],
  ['payout-change', { eventType: 'settings.change_requested', setting: 'payout', device: 'Safari on iOS' }],
  ['gift-card', { eventType: 'gift_card.redemption_requested', amount: { minor: 5_000, currency: 'USD' } }],
  [
    'subscription',
    {
      eventType: 'subscription.start_requested',
      item: 'Plus',
      amount: { minor: 999, currency: 'GBP' },
      interval: 'month',
      firstChargeAt: '2026-03-31T22:30:00Z',
      trialEndsAt: '2026-03-31T22:30:00Z',
    },
  ],
  ['password-reset', { eventType: 'password_reset.requested', place: 'Porto, PT', device: 'Chrome on Windows' }],
  ['refund', { eventType: 'refund.requested', amount: { minor: 4_000, currency: 'EUR' }, place: 'Porto, PT' }],
  ['something-new', { eventType: 'loyalty.points_sold' }],
];

describe('the code message in Hebrew (OTP-33)', () => {
  test.each(acts)('%s', async (name, act) => {
    await expect(written(act, 'he-IL')).toMatchFileSnapshot(`golden/${name}.he.golden.txt`);
  });

  test('keeps each value in an isolate of its own, so that nothing runs backwards', () => {
    const message = written({ eventType: 'purchase.requested', payee: 'Fine Watches', place: 'Lisbon, PT' }, 'he');
    expect(message).toContain('\u2068Fine Watches\u2069');
    expect(message).toContain('\u2068482913\u2069');
    expect(message.split('\u2068').length).toBe(message.split('\u2069').length);
  });
});

describe('times in the code message (OTP-41)', () => {
  const until = (reader: Reader): string =>
    /until (.*)\./.exec(codeMessage(base, '1', identity, reader).text)?.[1] ?? '';

  test.each([
    [undefined, '09:40 UTC'],
    ['Europe/Vienna', '10:40 GMT+1'],
    ['Asia/Kathmandu', '15:25 GMT+5:45'],
    ['Middle/Earth', '09:40 UTC'],
  ])('are those of %s', (timeZone, words) => {
    expect(until({ timeZone })).toBe(words);
  });
});

describe('the code message in English (OTP-33)', () => {
  test.each(acts)('%s', async (name, act) => {
    await expect(written(act)).toMatchFileSnapshot(`golden/${name}.golden.txt`);
  });

  test.each([
    ['en', 'delivery.golden.txt'],
    ['he', 'delivery.he.golden.txt'],
  ])('delivery, to be told at the door, in %s (OTP-36)', async (language, golden) => {
    const act = { eventType: 'delivery.dispatched', item: 'parcel', amount: { minor: 89_900, currency: 'EUR' } };
    const terms = { ...base.terms, act, purpose: 'delivery_handover' as const };
    const { subject, text } = codeMessage({ ...base, terms }, '482913', identity, { language });
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`golden/${golden}`);
  });

  test.each(['en', 'he'])(
    'has the one link of "this wasn’t me" alone on its line, in %s (OTP-34)',
    async (language) => {
      const url = 'https://shop.example/not-me/k1.C29KUj8Oil2cQX0ujxCjtA.t9gml0.c2lnbmVk';
      const { text } = codeMessage(base, '482913', identity, { language }, url);
      expect(text.split('\n').filter((line) => line.includes('://'))).toEqual([url]);
      await expect(text).toMatchFileSnapshot(`golden/with-link.${language}.golden.txt`);
    },
  );

  test('names the code once, in the text only, on a line of its own', () => {
    const message = codeMessage(base, '482913', identity, {});
    expect(message.subject).not.toContain('482913');
    expect(message.text.match(/482913/g)).toHaveLength(1);
    expect(message.text).toMatch(/^Your code: 482913$/m);
  });

  test('falls back to English and says so', () => {
    expect(codeMessage(base, '1', identity, { language: 'tlh' }).language).toBe('en');
  });

  test('keeps every value of an event on its own short line, without links (SEC-05)', () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 128 }),
      fc.constantFrom(
        'x\r\nBcc: a@b.c',
        'https://evil.example/login',
        '\u202Emoc.live',
        'a\u200Bb',
        'www.evil.com',
        'e\u2028vil',
      ),
    );
    fc.assert(
      fc.property(evil, evil, evil, (payee, place, device) => {
        const message = written({ eventType: 'purchase.requested', payee, place, device });
        const plainLines = written({ eventType: 'purchase.requested', payee: 'p', place: 'q', device: 'r' }).split(
          '\n',
        ).length;
        const lines = message.split('\n');
        expect(lines.length).toBeLessThanOrEqual(plainLines);
        expect(Math.max(...lines.map((line) => Array.from(line).length))).toBeLessThanOrEqual(120);
        expect(message).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(message).not.toMatch(/:\/\/|www\.[a-z]/i);
      }),
    );
  });
});
