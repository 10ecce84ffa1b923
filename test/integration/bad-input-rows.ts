import type { OutgoingRecord } from '@countersign/engine';
import { exampleEvent } from '@countersign/events';

/** What becomes of a record: a dead letter of a code, or a decision with flags. */
type Fate = { readonly letter: string } | { readonly flags: readonly string[] };

/** A record that should not be, made from a good event. */
export interface BadInputRow {
  readonly what: string;
  readonly bad: (good: GoodEvent) => Partial<OutgoingRecord> & { readonly value: Uint8Array };
  readonly fate: Fate;
}

export type GoodEvent = ReturnType<typeof exampleEvent>;
/** As it goes over the wire. */
export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const secret = '4111 1111 1111 1111';
/** A name that `JSON.stringify` would not write. */
const withText = (event: GoodEvent, from: string, to: string): Buffer =>
  Buffer.from(JSON.stringify(event).replace(from, to));
const amount = (event: GoodEvent, text: string): Buffer => withText(event, '"data":{', `"data":{"score":${text},`);
const withData = (event: GoodEvent, data: object): Buffer =>
  json({ ...event, data: { ...(event.data as object), ...data } });
const userAgent = (event: GoodEvent, text: string): Buffer =>
  withData(event, { context: { ...(event.data as { context: object }).context, userAgent: text } });

const infinitePurchase = (id: string, accountId: string): Buffer => {
  const purchase = JSON.stringify(exampleEvent('purchase.requested', { nowMs: Date.now(), id, accountId }));
  return Buffer.from(purchase.replace(/"minor":\d+/, '"minor":1e999'));
};

/** The rows that every installation passes. */
export const badInputRows: readonly BadInputRow[] = [
  { what: 'no JSON', bad: () => ({ value: Buffer.from('{"type":') }), fate: { letter: 'not_json' } },
  { what: 'no UTF-8', bad: () => ({ value: Buffer.from([0x7b, 0xff, 0x7d]) }), fate: { letter: 'not_utf8' } },
  { what: 'no CloudEvent', bad: () => ({ value: json({ hello: 'world' }) }), fate: { letter: 'not_cloudevent' } },
  {
    what: 'a wrong schema',
    bad: (event) => ({ value: json({ ...event, data: {} }) }),
    fate: { letter: 'invalid_data' },
  },
  {
    what: 'an unknown type',
    bad: (event) => ({ value: json({ ...event, type: 'login.succeded' }) }),
    fate: { letter: 'unknown_type' },
  },
  {
    what: 'an unknown version',
    bad: (event) => ({ value: json({ ...event, schemaversion: '2' }) }),
    fate: { letter: 'unsupported_version' },
  },
  {
    what: 'a key of somebody else',
    bad: (event) => ({ value: json({ ...event, subject: 'somebody' }) }),
    fate: { letter: 'subject_mismatch' },
  },
  {
    what: '__proto__',
    bad: (event) => ({ value: withText(event, '"data":{', '"data":{"__proto__":{"admin":true},') }),
    fate: { letter: 'unsafe_content' },
  },
  { what: 'NaN', bad: (event) => ({ value: amount(event, 'NaN') }), fate: { letter: 'not_json' } },
  {
    what: 'an infinite number',
    bad: ({ id, subject }) => ({ value: infinitePurchase(id, subject) }),
    fate: { letter: 'unsafe_content' },
  },
  {
    what: 'control characters',
    bad: (event) => ({ value: userAgent(event, 'a\u0007b') }),
    fate: { letter: 'unsafe_content' },
  },
  {
    what: 'bidi characters',
    bad: (event) => ({ value: userAgent(event, 'a\u202eb') }),
    fate: { letter: 'unsafe_content' },
  },
  { what: 'a raw card number', bad: (event) => ({ value: userAgent(event, secret) }), fate: { letter: 'card_number' } },
  { what: '300 kB', bad: (event) => ({ value: userAgent(event, 'x'.repeat(300_000)) }), fate: { letter: 'too_large' } },
  { what: 'no value', bad: () => ({ value: Buffer.alloc(0) }), fate: { letter: 'not_json' } },
  { what: 'no key', bad: (event) => ({ key: null, value: json(event) }), fate: { flags: ['forwarded'] } },
  {
    what: 'a wrong partition',
    bad: (event) => ({ value: json(event), partition: -1 }),
    fate: { flags: ['forwarded'] },
  },
  {
    what: 'a time ten years ago',
    bad: (event) => ({ value: json({ ...event, time: '2016-01-01T00:00:00Z' }) }),
    fate: { flags: ['clockSkew'] },
  },
  {
    what: 'a time in ten years',
    bad: (event) => ({ value: json({ ...event, time: '2036-01-01T00:00:00Z' }) }),
    fate: { flags: ['clockSkew'] },
  },
];
