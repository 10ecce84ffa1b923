import { utf8Bytes } from '@countersign/events';
import { expect, test } from 'vitest';
import type { KnownContacts } from './known-contacts.ts';
import { decodeKnownContacts, encodeKnownContacts } from './known-contacts-codec.ts';

const known: KnownContacts = {
  email: { value: 'new@example.com', changedAtMs: 5, before: { value: 'old@example.com', verifiedAtMs: 1 } },
  phone: { value: '+491711234567', simChangedAtMs: 3 },
  language: 'he',
  timeZone: 'Asia/Jerusalem',
  preferredChannel: 'sms',
};

test('what was written is read', () => {
  expect(decodeKnownContacts(encodeKnownContacts({ revision: 7, known }))).toEqual({ revision: 7, known });
  expect(decodeKnownContacts(encodeKnownContacts({ revision: 0, known: {} }))).toEqual({ revision: 0, known: {} });
});

test('what releases before stored is read: the record as it came, quarantine included', () => {
  const record = {
    accountId: 'a',
    email: {
      value: 'new@EXAMPLE.com',
      changedAt: '2026-03-01T00:00:00Z',
      previous: { value: 'old@example.com', verifiedAt: '2024-01-01T00:00:00Z' },
    },
    phone: { value: 'none of a number' },
    language: 'he',
  };
  expect(decodeKnownContacts(utf8Bytes(JSON.stringify(record)))).toMatchObject({
    revision: -1,
    known: {
      email: {
        value: 'new@example.com',
        changedAtMs: Date.parse('2026-03-01T00:00:00Z'),
        before: { value: 'old@example.com' },
      },
      phone: undefined,
      language: 'he',
    },
  });
});

test.each(['', '[]', 'null', '{"v":3}', '{"accountId":1}'])('%j cannot be read', (text) => {
  expect(() => decodeKnownContacts(utf8Bytes(text))).toThrow('Stored contacts cannot be read');
});
