import { createHmac } from 'node:crypto';
import type { Mac, OutgoingRecord, TopicNames } from '@countersign/engine';
import { type Contacts, encodeRecord } from '@countersign/events';
import type { EventStep, LabelStep } from './story.ts';

const source = 'shop/stories';

/** Keys of stories: the same pseudonyms, codes and ids on every set-up. */
export const storyMac: Mac = {
  currentKid: () => 'story',
  knows: (_, kid) => kid === 'story',
  digest: (purpose, input) => createHmac('sha256', `key of stories for ${purpose}`).update(input).digest(),
};

/** The bytes of an event as upstream publishes it. */
export function eventRecord(step: EventStep, topics: TopicNames): OutgoingRecord {
  const { id, account, type, data } = step;
  const time = new Date(step.atMs).toISOString();
  const event = { specversion: '1.0', id, source, type, subject: account, time, datacontenttype: 'application/json' };
  return { topic: topics.events, key: Buffer.from(account), value: Buffer.from(JSON.stringify({ ...event, data })) };
}

/** An analyst's label. */
export function labelRecord(step: LabelStep, topics: TopicNames): OutgoingRecord {
  const { id, account, eventId, label } = step;
  const knownAt = new Date(step.atMs).toISOString();
  const data = { id, eventId, accountId: account, label, source: 'analyst' as const, knownAt };
  const value = encodeRecord('label.recorded', { id, source, subject: account, time: knownAt, data });
  return { topic: topics.labels, key: Buffer.from(account), value };
}

/** How an account of a story is reached. */
export function contactsRecord(account: string, atMs: number, topics: TopicNames): OutgoingRecord {
  const time = new Date(atMs).toISOString();
  const data: Contacts = { accountId: account, email: { value: `${account}@example.com`, verifiedAt: time } };
  const value = encodeRecord('contacts.changed', { id: `contacts-${account}`, source, subject: account, time, data });
  return { topic: topics.contacts, key: Buffer.from(account), value };
}
