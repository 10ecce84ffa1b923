import type { Channel } from '@countersign/events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KnownContacts, quarantineMs } from './known-contacts.ts';
import { type Reaching, waysToReach } from './ways-to-reach.ts';

const nowMs = Date.parse('2026-03-04T12:00:00Z');
const hoursAgo = (hours: number): number => nowMs - hours * 3_600_000;
const every: readonly Channel[] = ['authenticator', 'sms', 'voice', 'email'];
const mobile = '+491711234567';
const fixedLine = '+442079460018';
const both: KnownContacts = { email: { value: 'ana@example.com' }, phone: { value: mobile } };

const reaching = (given: Partial<Reaching>): Reaching => ({
  allowed: every,
  available: ['sms', 'voice', 'email'],
  contacts: both,
  isSuppressed: () => false,
  quarantineMs,
  ...given,
});

/** `sms email`, or why nothing. */
const shown = (given: Partial<Reaching>): string => {
  const ways = waysToReach(reaching(given), nowMs);
  return ways.ok ? ways.ways.map(({ channel, to }) => `${channel} ${to ?? ''}`.trim()).join(', ') : ways.reason;
};

const changed = (hours: number, before?: string): KnownContacts['email'] => ({
  value: 'new@example.com',
  changedAtMs: hoursAgo(hours),
  ...(before === undefined ? {} : { before: { value: before } }),
});
const phoneOnly = (more: object): KnownContacts => ({ phone: { value: mobile, ...more } });

describe('the ways to a customer', () => {
  test.each<[string, Partial<Reaching>, string]>([
    [
      'by strength (OTP-30)',
      { available: every },
      `authenticator, sms ${mobile}, voice ${mobile}, email ana@example.com`,
    ],
    [
      'the preferred one first',
      { contacts: { ...both, preferredChannel: 'email' } },
      `email ana@example.com, sms ${mobile}, voice ${mobile}`,
    ],
    [
      'not the preferred one where the challenge forbids it',
      { allowed: ['sms'], contacts: { ...both, preferredChannel: 'email' } },
      `sms ${mobile}`,
    ],
    ['only what the installation has', { available: ['email'] }, 'email ana@example.com'],
    ['nothing that it has is allowed', { allowed: ['authenticator'] }, 'no_channel'],
    ['nothing is known of the account', { contacts: undefined }, 'no_contact'],
    ['an account without any contact', { contacts: {} }, 'no_contact'],
    ['an address that was taken away', { contacts: { email: {} } }, 'no_contact'],
    ['an authenticator needs no contact', { available: every, contacts: undefined }, 'authenticator'],
    [
      'a contact changed five minutes ago: the one before (OTP-31)',
      { contacts: { email: changed(1 / 12, 'old@example.com') } },
      'email old@example.com',
    ],
    [
      'a contact changed five minutes ago: another one',
      { contacts: { ...both, email: changed(1 / 12) }, allowed: ['email', 'sms'] },
      `sms ${mobile}`,
    ],
    [
      'a contact changed five minutes ago, and nothing before it',
      { contacts: { email: changed(1 / 12) } },
      'quarantined',
    ],
    [
      'a contact changed three days ago',
      { contacts: { email: changed(72, 'old@example.com') } },
      'email new@example.com',
    ],
    [
      'one that was taken away yesterday',
      { contacts: { email: { changedAtMs: hoursAgo(24), before: { value: 'old@example.com' } } } },
      'email old@example.com',
    ],
    [
      'a SIM changed yesterday removes SMS and voice (OTP-39)',
      { contacts: { ...both, phone: { value: mobile, simChangedAtMs: hoursAgo(24) } } },
      'email ana@example.com',
    ],
    [
      'a SIM changed yesterday, and nothing else',
      { contacts: phoneOnly({ simChangedAtMs: hoursAgo(71.9) }) },
      'sim_changed',
    ],
    [
      'a SIM changed three days ago',
      { contacts: phoneOnly({ simChangedAtMs: hoursAgo(72) }), allowed: ['sms'] },
      `sms ${mobile}`,
    ],
    [
      'the phone before, whose SIM was changed too',
      {
        contacts: phoneOnly({
          changedAtMs: hoursAgo(1),
          before: { value: '+491717654321', simChangedAtMs: hoursAgo(30) },
        }),
      },
      'sim_changed',
    ],
    [
      'e-mail reset the password (OTP-39)',
      { reset: { channel: 'email', atMs: hoursAgo(23) } },
      `sms ${mobile}, voice ${mobile}`,
    ],
    [
      'SMS reset the password: the phone as a whole',
      { reset: { channel: 'sms', atMs: hoursAgo(1) } },
      'email ana@example.com',
    ],
    [
      'the only channel reset the password',
      { reset: { channel: 'email', atMs: hoursAgo(1) }, allowed: ['email'] },
      'password_reset',
    ],
    [
      'it was reset the day before yesterday',
      { reset: { channel: 'email', atMs: hoursAgo(24) }, allowed: ['email'] },
      'email ana@example.com',
    ],
    ['e-mail alone approves no other payout (OTP-39)', { setting: 'payout', available: ['email'] }, 'email_alone'],
    ['a phone may approve one', { setting: 'payout' }, `sms ${mobile}, voice ${mobile}`],
    ['nor another e-mail address', { setting: 'email', allowed: ['email'] }, 'email_alone'],
    ['nor another second factor', { setting: 'mfa', allowed: ['email'] }, 'email_alone'],
    ['but a new name', { setting: 'name', allowed: ['email'] }, 'email ana@example.com'],
    [
      'a bounced address: the next contact',
      { isSuppressed: (channel) => channel === 'email', contacts: { ...both, preferredChannel: 'email' } },
      `sms ${mobile}, voice ${mobile}`,
    ],
    [
      'a bounced address and nothing else',
      { isSuppressed: () => true, contacts: { email: { value: 'ana@example.com' } } },
      'bounced',
    ],
    ['a fixed line is called, never texted', { contacts: { phone: { value: fixedLine } } }, `voice ${fixedLine}`],
    [
      'a fixed line, and only SMS is allowed',
      { contacts: { phone: { value: fixedLine } }, allowed: ['sms', 'email'] },
      'no_sms',
    ],
  ])('%s', (_, given, expected) => {
    expect(shown(given)).toBe(expected);
  });
});

const anyChannel = fc.constantFrom<Channel>('authenticator', 'sms', 'voice', 'email');
const anyStanding = fc.record(
  {
    value: fc.constantFrom('a', 'b'),
    changedAtMs: fc.integer({ min: 0, max: 100 }).map(hoursAgo),
    simChangedAtMs: fc.integer({ min: 0, max: 100 }).map(hoursAgo),
    before: fc.record({ value: fc.constantFrom('before-a', 'before-b') }),
  },
  { requiredKeys: [] },
);
const anyReaching = fc
  .record(
    {
      allowed: fc.array(anyChannel, { maxLength: 4 }),
      available: fc.array(anyChannel, { maxLength: 4 }),
      contacts: fc.record(
        { email: anyStanding, phone: anyStanding, preferredChannel: anyChannel },
        { requiredKeys: [] },
      ),
      suppressed: fc.array(fc.constantFrom<string>('a', 'b', 'before-a'), { maxLength: 2 }),
      reset: fc.option(fc.record({ channel: anyChannel, atMs: fc.integer({ min: 0, max: 48 }).map(hoursAgo) }), {
        nil: undefined,
      }),
      setting: fc.constantFrom('email', 'payout', 'mfa', 'name', undefined),
    },
    { requiredKeys: ['allowed', 'available', 'contacts', 'suppressed'] },
  )
  .map(({ suppressed, ...given }) => reaching({ ...given, isSuppressed: (_, to) => suppressed.includes(to) }));

test('whatever an account has: no way is barred, none is missing a contact, none comes twice', () => {
  fc.assert(
    fc.property(anyReaching, (given) => {
      const found = waysToReach(given, nowMs);
      if (!found.ok) return;
      expect(new Set(found.ways.map(({ channel }) => channel)).size).toBe(found.ways.length);
      for (const { channel, to } of found.ways) {
        expect(given.allowed).toContain(channel);
        expect(given.available).toContain(channel);
        expect(given.reset === undefined || given.reset.channel !== channel || given.reset.atMs <= hoursAgo(24)).toBe(
          true,
        );
        if (channel === 'authenticator') continue;
        const standing = channel === 'email' ? given.contacts?.email : given.contacts?.phone;
        const isNew = (standing?.changedAtMs ?? 0) > hoursAgo(72);
        expect(to).toBe(isNew ? standing?.before?.value : standing?.value);
        expect(given.isSuppressed(channel, to)).toBe(false);
        if (channel === 'email') expect(['email', 'payout', 'mfa']).not.toContain(given.setting);
        else if (!isNew) expect(standing?.simChangedAtMs ?? 0).toBeLessThanOrEqual(hoursAgo(72));
      }
    }),
  );
});

test('less is never more: a way taken from what is allowed opens no other one', () => {
  fc.assert(
    fc.property(anyReaching, anyChannel, (given, without) => {
      const channels = (one: Reaching): readonly string[] => {
        const found = waysToReach(one, nowMs);
        return found.ok ? found.ways.map(({ channel }) => channel) : [];
      };
      const fewer = { ...given, allowed: given.allowed.filter((one) => one !== without) };
      expect(channels(fewer)).toEqual(channels(given).filter((one) => one !== without));
    }),
  );
});
