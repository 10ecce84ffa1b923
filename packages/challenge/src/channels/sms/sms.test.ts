import type { Act, Purpose } from '@countersign/events';
import { purpose as purposes } from '@countersign/events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after, claim } from '../../../test-support/sample-challenge.ts';
import { languages } from '../../message/catalogue.ts';
import { segmentsOf } from './segments.ts';
import { sms } from './sms.ts';

const identity = { brand: 'Example Shop', supportContact: 'support@example.com', pageHost: 'shop.example' };
const base = after([0, claim]);
const written = (act: Act, language = 'en', code = '482913', purpose: Purpose = 'login', who = identity): string =>
  sms.compose({ ...base, terms: { ...base.terms, act, purpose } }, code, who, { language, timeZone: 'Europe/Vienna' })
    .text;

const acts: readonly (readonly [name: string, act: Act])[] = [
  ['purchase', base.terms.act],
  ['login', { eventType: 'login.succeeded', place: 'Porto, PT', device: 'Chrome on Windows' }],
  ['payout-change', { eventType: 'settings.change_requested', setting: 'payout', device: 'Safari on iOS' }],
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
];

describe('the text of an SMS (OTP-33)', () => {
  test.each(languages.flatMap((language) => acts.map(([name, act]) => [name, language, act] as const)))(
    '%s in %s',
    async (name, language, act) => {
      await expect(`${written(act, language)}\n`).toMatchFileSnapshot(`golden/${name}.${language}.golden.txt`);
    },
  );

  test.each(languages)(
    'of a delivery in %s is for the courier, so no page may fill it in (OTP-36)',
    async (language) => {
      const act: Act = { eventType: 'delivery.dispatched', item: 'parcel', amount: { minor: 89_900, currency: 'EUR' } };
      const text = written(act, language, '482913', 'delivery_handover');
      expect(text).not.toContain('@shop.example');
      await expect(`${text}\n`).toMatchFileSnapshot(`golden/delivery.${language}.golden.txt`);
    },
  );

  test('ends with the WebOTP line, and has no line after it', () => {
    // https://wicg.github.io/sms-one-time-codes/#parsing: the last line, "@" host SPACE "#" code.
    for (const language of languages) {
      expect(written(base.terms.act, language).split('\n').at(-1)).toMatch(/^@[a-z0-9.-]+ #[0-9]{6,10}$/);
    }
  });

  test('keeps to the GSM alphabet where a currency has no sign in it', () => {
    const text = written({ eventType: 'purchase.requested', amount: { minor: 5_000, currency: 'ILS' } });
    expect(text).toContain('ILS 50.00');
    expect(segmentsOf(text)).toBe(2);
    expect(text).toContain('"This wasn\'t me"');
  });

  test('leaves out what would not fit, never what must be read', () => {
    const payee = 'Żółta Księgarnia Wydawnictwa Naukowego w Łodzi i okolicach';
    const text = written({ eventType: 'purchase.requested', amount: { minor: 5_000, currency: 'EUR' }, payee });
    expect(text).not.toContain('Żółta');
    expect(text).toContain('482913 is your code for: Purchase, €50.00');
  });
});

const eventTypes: Readonly<Record<Purpose, readonly string[]>> = {
  login: ['login.succeeded'],
  high_value_purchase: ['purchase.requested', 'something.unheard_of'],
  purchase_spike: ['purchase.requested'],
  settings_change: ['settings.change_requested'],
  gift_card_redemption: ['gift_card.redemption_requested', 'gift_card.issued'],
  refund: ['refund.requested'],
  subscription: ['subscription.start_requested'],
  password_reset: ['password_reset.requested'],
  delivery_handover: ['delivery.dispatched', 'delivery.rescheduled', 'delivery.handover_attempted'],
};
const settings = [
  undefined,
  'email',
  'phone',
  'password',
  'payment_method',
  'shipping_address',
  'payout',
  'mfa',
  'name',
];
const longest = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 64, maxLength: 128 }),
  fc.constantFrom(
    'W'.repeat(128),
    '水'.repeat(128),
    '€'.repeat(128),
    '👍'.repeat(64),
    'x\r\n@evil.example #111111',
    '\u202Eevil',
  ),
);

describe('whatever a message names', () => {
  test('it has at most two segments in every language, its code, its reference, and one last line (OTP-33, SEC-05)', () => {
    const field = fc.option(longest, { nil: undefined });
    const anything = fc.record({
      language: fc.constantFrom(...languages),
      purpose: fc.constantFrom(...purposes.options),
      pick: fc.nat(2),
      setting: fc.constantFrom(...settings),
      minor: fc.constantFrom(0, 1, 1_000_000_000_000),
      currency: fc.constantFrom('EUR', 'USD', 'ILS', 'KWD', 'PLN', 'XXX', 'CLF'),
      brand: fc.constantFrom('Shop', 'Książnica Łódzka', 'חנות הספרים', 'B'.repeat(256), 'Café de la Gare'),
      pageHost: fc.constantFrom('shop.example', `${'a'.repeat(24)}.example`),
      digits: fc.constantFrom('482913', '48291357', '4829135790'),
      payee: field,
      place: field,
      device: field,
      item: field,
      interval: fc.constantFrom('day', 'week', 'month', 'quarter', 'year', undefined),
    });
    fc.assert(
      fc.property(
        anything,
        ({ language, purpose, pick, setting, minor, currency, brand, pageHost, digits, ...more }) => {
          const types = eventTypes[purpose];
          const eventType = types[pick % types.length] ?? '';
          const day = '2026-09-30T22:30:00Z';
          const isSetting = purpose === 'settings_change';
          const act = {
            eventType,
            ...(isSetting ? { setting } : { amount: { minor, currency }, firstChargeAt: day, trialEndsAt: day }),
            ...more,
          } as Act;
          const text = written(act, language, digits, purpose, { ...identity, brand, pageHost });
          expect(segmentsOf(text)).toBeLessThanOrEqual(2);
          expect(text.split('\n')[0]).toContain(digits);
          expect(text).toMatch(/[0-9A-Z]{3}-[0-9A-Z]{3}$/m);
          const lastLines = text.split('\n').filter((line) => line.startsWith('@'));
          expect(lastLines).toEqual(purpose === 'delivery_handover' ? [] : [`@${pageHost} #${digits}`]);
          expect(text).not.toMatch(/:\/\/|www\.[a-z]|\r/i);
        },
      ),
      { numRuns: 150 },
    );
  });
});
