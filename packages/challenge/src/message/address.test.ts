import type { Contacts } from '@countersign/events';
import { expect, test } from 'vitest';
import { addressFor } from './address.ts';

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
  ['the first contact is new', first, hours(1), { ok: true, channel: 'email', to: 'me@example.com' }],
  ['it was changed yesterday', changed(longAgo), hours(24), { ok: true, channel: 'email', to: 'old@example.com' }],
  ['the quarantine just ended', changed(longAgo), hours(72), { ok: true, channel: 'email', to: 'new@example.com' }],
  ['the one before was never verified', changed(), hours(71), { ok: false, reason: 'quarantined' }],
] as const)('when %s (OTP-31)', (_, contacts, nowMs, expected) => {
  expect(addressFor(['sms', 'email'], contacts, nowMs)).toEqual(expected);
});

test('a challenge that does not allow e-mail reaches nobody yet', () => {
  expect(addressFor(['authenticator'], first, hours(1))).toEqual({ ok: false, reason: 'no_channel' });
});
