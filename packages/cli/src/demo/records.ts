import type { OutgoingRecord, TopicNames } from '@countersign/engine';
import { type Contacts, encodeRecord, type Label } from '@countersign/events';

const source = 'countersign/demonstration';

/** An account event on its way to the log. */
export const eventRecord = (event: object, accountId: string, topics: TopicNames): OutgoingRecord => ({
  topic: topics.events,
  key: Buffer.from(accountId),
  value: Buffer.from(JSON.stringify(event)),
});

/** How an account is reached: one verified e-mail address. */
export function contactsRecord(
  accountId: string,
  email: string,
  timeMs: number,
  topics: TopicNames,
  phone?: string,
): OutgoingRecord {
  const time = new Date(timeMs).toISOString();
  const data: Contacts = {
    accountId,
    email: { value: email, verifiedAt: time },
    ...(phone === undefined ? {} : { phone: { value: phone, verifiedAt: time } }),
    language: 'en',
  };
  return {
    topic: topics.contacts,
    key: Buffer.from(accountId),
    value: encodeRecord('contacts.changed', { id: `contacts-${accountId}`, source, subject: accountId, time, data }),
  };
}

/** What turned out to be true of an event. */
export function labelRecord(label: Label, topics: TopicNames): OutgoingRecord {
  const content = { id: label.id, source, subject: label.accountId, time: label.knownAt, data: label };
  return { topic: topics.labels, key: Buffer.from(label.accountId), value: encodeRecord('label.recorded', content) };
}
