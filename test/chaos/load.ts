import type { LogPublisher, OutgoingRecord, TopicNames } from '@countersign/engine';
import { encodeRecord } from '@countersign/events';
import { seededRandom } from '@countersign/testkit';

/** The events that a chaos run sends, made from their number alone. */
export interface Load {
  readonly events: number;
  readonly accounts: number;
}

const account = (number: number): string => `account-${number}`;

/** Contacts of every account. */
export async function publishContacts(publisher: LogPublisher, topics: TopicNames, { accounts }: Load): Promise<void> {
  const time = new Date().toISOString();
  const records = Array.from({ length: accounts }, (_, at): OutgoingRecord => {
    const accountId = account(at);
    const data = { accountId, email: { value: `${accountId}@example.com`, verifiedAt: time } };
    const content = { id: `contacts-${accountId}`, source: 'chaos/shop', subject: accountId, time, data };
    return { topic: topics.contacts, key: Buffer.from(accountId), value: encodeRecord('contacts.changed', content) };
  });
  for (let at = 0; at < records.length; at += 500) await until(publisher, records.slice(at, at + 500));
}

/** Publishes every event once (or, after an unclear answer, again: the same bytes), spread over `spreadMs`. */
export async function publishEvents(
  publisher: LogPublisher,
  topics: TopicNames,
  load: Load,
  spreadMs: number,
): Promise<void> {
  const batch = 100;
  const pauseMs = (spreadMs * batch) / load.events;
  const random = seededRandom(7);
  const beganMs = performance.now();
  for (let first = 0; first < load.events; first += batch) {
    const size = Math.min(batch, load.events - first);
    await until(
      publisher,
      Array.from({ length: size }, (_, at) => event(first + at, topics, random.below(load.accounts), random.next())),
    );
    const aheadMs = (first / batch + 1) * pauseMs - (performance.now() - beganMs);
    if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, aheadMs));
  }
}

function event(number: number, topics: TopicNames, of: number, chance: number): OutgoingRecord {
  const accountId = account(of);
  const isNewDevice = chance < 0.03;
  const context = {
    ip: `81.${of % 199}.${of % 251}.7`, // An address has budgets too.
    deviceId: isNewDevice ? `device-${number}` : `device-of-${of}`,
    sessionId: `s-${number}`,
  };
  const isLogin = number % 3 === 0;
  const data = isLogin ? { context } : { context, amount: { minor: 1500 + (number % 700), currency: 'EUR' } };
  const value = {
    specversion: '1.0',
    id: `chaos-${number}`,
    source: 'chaos/shop',
    type: isLogin ? 'login.succeeded' : 'purchase.requested',
    subject: accountId,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data,
  };
  return { topic: topics.events, key: Buffer.from(accountId), value: Buffer.from(JSON.stringify(value)) };
}

/** A broker may be away: the same records again until they are acknowledged. A repetition is a duplicate event (DEL-08). */
async function until(publisher: LogPublisher, records: readonly OutgoingRecord[]): Promise<void> {
  for (;;) {
    const isDone = await publisher.publish(records).then(
      () => true,
      () => false,
    );
    if (isDone) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
