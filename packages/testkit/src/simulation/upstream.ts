import type { OutgoingRecord, TopicNames } from '@countersign/engine';
import { encodeRecord } from '@countersign/events';
import type { SeededRandom } from './seeded-random.ts';

/** What simulated upstream systems publish: a record, and the event id that must get exactly one decision (none for poison). */
export interface UpstreamRecord {
  readonly record: OutgoingRecord;
  readonly event?: { readonly id: string; readonly accountId: string };
}

/** How the accounts are reached, one of them in five not at all; and whose address is another one a little later. */
export function contactRecords(
  random: SeededRandom,
  topics: TopicNames,
  timeMs: number,
): { readonly first: readonly OutgoingRecord[]; readonly changed: readonly OutgoingRecord[] } {
  const time = new Date(timeMs).toISOString();
  const record = (accountId: string, value: string): OutgoingRecord => {
    const phone = phones[accountId];
    const data = {
      accountId,
      email: { value, verifiedAt: time },
      ...(phone === undefined ? {} : { phone: { value: phone, verifiedAt: time } }),
    };
    const content = { id: `contacts-${value}`, source: 'simulated/shop', subject: accountId, time, data };
    return { topic: topics.contacts, key: bytes(accountId), value: encodeRecord('contacts.changed', content) };
  };
  const reached = accounts.filter(() => !random.chance(0.2));
  return {
    first: reached.map((accountId) => record(accountId, `${accountId}@example.com`)),
    changed: reached
      .filter(() => random.chance(0.4))
      .map((accountId) => record(accountId, `${newAddress}${accountId}@example.com`)),
  };
}

/** How an address begins that took the place of another one: in quarantine for as long as a simulation lasts. */
export const newAddress = 'new-';

const accounts = ['ada', 'ben', 'cleo', 'dan', 'eva'];
/** Some can be reached by SMS too. */
const phones: Readonly<Record<string, string>> = { ada: '+436641234561', cleo: '+436641234563', eva: '+436641234565' };
const addresses = ['203.0.113.7', '198.51.100.23', '2001:db8::17'];

/** `count` records of all kinds, among them duplicates, poison, records without key and on the wrong partition. */
export function upstreamRecords(random: SeededRandom, topic: string, count: number, startMs: number): UpstreamRecord[] {
  const made: UpstreamRecord[] = [];
  for (let at = 0; at < count; at += 1) {
    const earlier = made.filter((one) => one.event !== undefined);
    if (earlier.length > 0 && random.chance(0.1)) made.push(random.pick(earlier));
    else if (random.chance(0.06)) made.push({ record: poison(random, topic) });
    else made.push(wellFormed(random, topic, `e${at}`, startMs + at * 1000));
  }
  return made;
}

function wellFormed(random: SeededRandom, topic: string, id: string, timeMs: number): UpstreamRecord {
  const accountId = random.pick(accounts);
  const [type, data] = random.pick(acts)(random);
  const event = {
    specversion: '1.0',
    id,
    source: 'simulated/shop',
    type,
    subject: accountId,
    time: new Date(timeMs).toISOString(),
    datacontenttype: 'application/json',
    data,
  };
  const record = { topic, key: bytes(accountId), value: bytes(JSON.stringify(event)) };
  const misplaced = random.chance(0.06) ? { ...record, partition: random.below(2) } : record;
  const keyless = random.chance(0.04) ? { ...record, key: null, partition: random.below(2) } : misplaced;
  return { record: keyless, event: { id, accountId } };
}

type Act = (random: SeededRandom) => readonly [string, Record<string, unknown>];

const acts: readonly Act[] = [
  (random) => ['login.succeeded', { context: context(random) }],
  (random) => ['login.failed', { context: context(random), reason: 'wrong_password' }],
  (random) => [
    'purchase.requested',
    { context: context(random), amount: { minor: 500 + random.below(400_000), currency: 'EUR' } },
  ],
  (random) => [
    'settings.change_requested',
    { context: context(random), setting: random.pick(['email', 'phone', 'password', 'payout']) },
  ],
  (random) => [
    'gift_card.redemption_requested',
    {
      context: context(random),
      giftCard: { digest: `hmac-sha256:gift-card-${random.below(3)}`, faceValue: { minor: 60_000, currency: 'EUR' } },
    },
  ],
];

const context = (random: SeededRandom): Record<string, unknown> => ({
  ip: random.pick(addresses),
  deviceId: `device-${random.below(4)}`,
  sessionId: `session-${random.below(6)}`,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
});

function poison(random: SeededRandom, topic: string): OutgoingRecord {
  const value = random.pick(['{"specversion":', '[]', '{"specversion":"1.0","type":"no.such"}', 'not json at all']);
  return { topic, key: bytes(random.pick(accounts)), value: bytes(value) };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
