import { createHmac } from 'node:crypto';
import {
  type LogRecord,
  type Mac,
  type Message,
  type OutgoingRecord,
  hasValidSignature,
  topicNames,
} from '@countersign/engine';
import { type Challenge, type Contacts, type Outcome, decodeRecord, encodeRecord } from '@countersign/events';

/** 2026-03-01T09:30:00Z. */
export const startMs = 1_772_357_400_000;
export const binding = 'bindingbindingbindingbinding';
export const topics = topicNames();

export const mac: Mac = {
  currentKid: () => 'k1',
  knows: (_, kid) => kid === 'k1',
  digest: (purpose, input) => createHmac('sha256', `key of ${purpose}`).update(input).digest(),
};

export const challenge: Challenge = {
  id: '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b4',
  decisionId: '7c9e6679-7425-50de-944b-e07fc1f90ae7',
  eventId: 'evt-1',
  accountId: 'acc-1',
  purpose: 'high_value_purchase',
  act: { eventType: 'purchase.requested', amount: { minor: 129_900, currency: 'EUR' }, place: 'Lisbon, PT' },
  bindingDigest: binding,
  device: 'device-pseudonym',
  digits: 6,
  channels: ['email'],
  createdAt: iso(startMs),
  expiresAt: iso(startMs + 600_000),
};

export const contactsOf = (accountId: string, email = `${accountId}@example.com`): Contacts => ({
  accountId,
  email: { value: email },
});

export const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** The record of a challenge, as the scorer publishes it. */
export function challengeRecord(given: Partial<Challenge> = {}, more: Partial<LogRecord> = {}): LogRecord {
  const data = { ...challenge, ...given };
  const content = { id: data.id, source: 'countersign/scorer', subject: data.accountId, time: data.createdAt, data };
  const value = encodeRecord('challenge.requested', content);
  const headers = { traceparent: Buffer.from(traceparent) };
  return { ...place(topics.challenges), key: Buffer.from(data.accountId), value, headers, ...more };
}

export function contactsRecord(data: Contacts, offset = 0): LogRecord {
  const content = { id: `contacts-${offset}`, source: 'shop', subject: data.accountId, time: iso(startMs), data };
  const value = encodeRecord('contacts.changed', content);
  return { ...place(topics.contacts), offset, key: Buffer.from(data.accountId), value, headers: {} };
}

export const tombstone = (accountId: string, offset: number): LogRecord => ({
  ...place(topics.contacts),
  offset,
  key: Buffer.from(accountId),
  value: null,
  headers: {},
});

const place = (topic: string) => ({ topic, partition: 0, offset: 0, timestampMs: startMs });

/** The outcomes that were published, each with a valid signature; in order, repeated ones as often as they came. */
export const outcomesIn = (records: readonly OutgoingRecord[]): readonly Outcome[] =>
  records
    .filter(({ topic }) => topic === topics.outcomes)
    .map((record) => {
      const read = decodeRecord('challenge.outcome', record.value);
      if (!read.ok) throw new Error(read.message);
      const signed = { value: record.value, headers: record.headers ?? {} };
      if (!hasValidSignature(signed, read.record, mac)) throw new Error('an outcome is not signed');
      return read.record.data;
    });

export const kindsIn = (records: readonly OutgoingRecord[]): readonly string[] =>
  outcomesIn(records).map(({ kind, sendSeq }) => `${kind} ${sendSeq}`);

/** The code in a message. */
export const codeIn = (message: Message | undefined): string =>
  /code: (\d+)|(\d+) is your code/
    .exec(message?.text ?? '')
    ?.slice(1)
    .find((one) => one !== undefined) ?? 'none';

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
