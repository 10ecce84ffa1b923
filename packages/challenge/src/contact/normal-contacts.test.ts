import { expect, test } from 'vitest';
import { normalContacts } from './normal-contacts.ts';

test('contacts come into the form that is stored and sent to', () => {
  const normal = normalContacts(
    {
      accountId: 'a',
      email: {
        value: 'ana@MÜNCHEN.example',
        verifiedAt: '2026-01-01T00:00:00Z',
        previous: { value: 'ana@old.example', verifiedAt: '2025-01-01T00:00:00Z' },
      },
      phone: { value: '0171 1234567', simChangedAt: '2026-02-01T00:00:00Z' },
      language: 'pt_br',
      timeZone: 'europe/berlin',
      preferredChannel: 'sms',
    },
    'DE',
  );
  expect(normal).toEqual({
    accountId: 'a',
    email: {
      value: 'ana@xn--mnchen-3ya.example',
      verifiedAtMs: Date.parse('2026-01-01T00:00:00Z'),
      previous: { value: 'ana@old.example', verifiedAtMs: Date.parse('2025-01-01T00:00:00Z') },
    },
    phone: { value: '+491711234567', simChangedAtMs: Date.parse('2026-02-01T00:00:00Z') },
    language: 'pt-BR',
    timeZone: 'Europe/Berlin',
    preferredChannel: 'sms',
    refused: [],
    unknown: [],
  });
});

test('the record says the country of its number better than the configuration', () => {
  const phone = { value: '052-234-5678', country: 'IL' };
  expect(normalContacts({ accountId: 'a', phone }, 'DE').phone?.value).toBe('+972522345678');
});

test('a contact that nothing reaches is left out, in one sentence without it; the others stay', () => {
  const normal = normalContacts(
    {
      accountId: 'a',
      email: { value: 'ana@example.com', previous: { value: 'not an address' } },
      phone: { value: '0900 secret' },
      language: 'as spoken at home',
      timeZone: 'Mars/Olympus',
    },
    undefined,
  );
  expect(normal.email?.value).toBe('ana@example.com');
  expect(normal.phone).toBeUndefined();
  expect(normal.refused).toEqual([
    'data.email.previous.value is no e-mail address; allowed: local@domain.',
    'data.phone.value is no telephone number; allowed: one number such as +491711234567, without extension.',
  ]);
  expect(normal.unknown).toEqual(['language', 'timeZone']);
});
