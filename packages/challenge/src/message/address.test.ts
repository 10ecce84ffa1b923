import type { Contacts } from '@countersign/events';
import { expect, test } from 'vitest';
import { email } from '../channels/email/email.ts';
import type { MessageChannel } from '../channels/message-channel.ts';
import { addressesFor } from './address.ts';

const changedMs = Date.parse('2026-03-01T00:00:00Z');
const hours = (count: number): number => changedMs + count * 3_600_000;
const changed = (verifiedAt?: string): Contacts => ({
  accountId: 'a',
  email: {
    value: 'new@example.com',
    changedAt: '2026-03-01T00:00:00Z',
    previous: { value: 'old@example.com', ...(verifiedAt === undefined ? {} : { verifiedAt }) },
  },
});
const first: Contacts = { accountId: 'a', email: { value: 'me@example.com', changedAt: '2026-03-01T00:00:00Z' } };
const longAgo = '2024-01-01T00:00:00Z';

test.each([
  ['nothing is known', undefined, hours(1), { ok: false, reason: 'no_contact' }],
  ['only a phone is known', { accountId: 'a' }, hours(1), { ok: false, reason: 'no_contact' }],
  ['the first contact is new', first, hours(1), { to: 'me@example.com' }],
  ['it was changed yesterday', changed(longAgo), hours(24), { to: 'old@example.com' }],
  ['the quarantine just ended', changed(longAgo), hours(72), { to: 'new@example.com' }],
  ['the one before was never verified', changed(), hours(71), { ok: false, reason: 'quarantined' }],
] as const)('when %s (OTP-31)', (_, contacts, nowMs, expected) => {
  expect(addressesFor([email], contacts, nowMs)).toEqual(
    'to' in expected ? { ok: true, addresses: [{ channel: 'email', to: expected.to }] } : expected,
  );
});

test('a challenge that allows nothing that somebody carries reaches nobody', () => {
  expect(addressesFor([], first, hours(1))).toEqual({ ok: false, reason: 'no_channel' });
});

const toPhone: MessageChannel = { ...email, name: 'sms', contact: 'phone' };

test('each channel finds its contact, in the order of the channels (OTP-30)', () => {
  const contacts = { ...first, phone: { value: '+436641234567' } };
  expect(addressesFor([toPhone, email], contacts, hours(1))).toMatchObject({
    addresses: [
      { channel: 'sms', to: '+436641234567' },
      { channel: 'email', to: 'me@example.com' },
    ],
  });
});

test('a phone number in quarantine leaves the mail address (OTP-31)', () => {
  const phone = { value: '+436641234567', changedAt: '2026-03-01T00:00:00Z', previous: { value: '+436640000000' } };
  expect(addressesFor([toPhone, email], { ...first, phone }, hours(1))).toMatchObject({
    addresses: [{ channel: 'email' }],
  });
  expect(addressesFor([toPhone], { ...first, phone }, hours(1))).toEqual({ ok: false, reason: 'quarantined' });
});
