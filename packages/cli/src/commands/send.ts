import { createHash } from 'node:crypto';
import type { OutgoingRecord } from '@countersign/engine';
import { decodeEvent, type EventType, eventTypeNames, type ExampleEvent, exampleEvent } from '@countersign/events';
import { contactsRecord } from '../demo/records.ts';
import type { Connection } from '../connection/connection.ts';
import { refusal } from './refusal.ts';
import { readLines } from '../read-lines.ts';

export interface SendOptions {
  readonly example?: string;
  readonly account: string;
  /** Phone number of the example's account, on one machine; it gets none when absent. */
  readonly phone?: string;
  /** Fields of the example's data that are other than usual, each `name=value`. */
  readonly set?: readonly string[];
}

/** What came of sending. */
export interface SendReport {
  readonly accepted: readonly { readonly id: string; readonly accountId: string; readonly type: string }[];
  /** One sentence each, with the line number. */
  readonly refused: readonly string[];
}

const recordsAtOnce = 500;

/** Sends an example event, or the events of an NDJSON file (one JSON text a line; `-` is standard input). */
export async function send(
  connection: Connection,
  file: string | undefined,
  options: SendOptions,
): Promise<SendReport> {
  if (options.example !== undefined) return sendExample(connection, options.example, options);
  const accepted: SendReport['accepted'][number][] = [];
  const refused: string[] = [];
  let batch: OutgoingRecord[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await connection.publisher.publish(batch);
    batch = [];
  };
  for await (const { number, text } of readLines(file ?? '-')) {
    const value = Buffer.from(text);
    const decoded = decodeEvent({ key: null, value, headers: {} });
    if (!decoded.ok) {
      refused.push(`line ${number}: ${refusal(text, decoded)}`);
      continue;
    }
    const { id, accountId, type } = decoded.event;
    accepted.push({ id, accountId, type });
    batch.push({ topic: connection.topics.events, key: Buffer.from(accountId), value });
    if (batch.length >= recordsAtOnce) await flush();
  }
  await flush();
  return { accepted, refused };
}

async function sendExample(
  connection: Connection,
  type: string,
  { account: accountId, phone, set = [] }: SendOptions,
): Promise<SendReport> {
  if (!isEventType(type)) {
    return { accepted: [], refused: [`There is no event type ${type}; there are: ${eventTypeNames.join(', ')}.`] };
  }
  const nowMs = Date.now();
  const id = `example-${nowMs}`;
  const event = ownedBy(accountId, changedBy(set, exampleEvent(type, { nowMs, id, accountId })));
  const value = Buffer.from(JSON.stringify(event));
  const decoded = decodeEvent({ key: null, value, headers: {} });
  if (!decoded.ok) return { accepted: [], refused: [refusal(JSON.stringify(event), decoded)] };
  // So that the message of a challenge has somewhere to go; on Kafka contacts are upstream's.
  const contacts = contactsRecord(accountId, `${accountId}@example.com`, nowMs, connection.topics, phone);
  await connection.publisher.publish([
    ...(connection.isEmbedded ? [contacts] : []),
    { topic: connection.topics.events, key: Buffer.from(accountId), value },
  ]);
  return { accepted: [{ id, accountId, type }], refused: [] };
}

const isEventType = (type: string): type is EventType => eventTypeNames.some((name) => name === type);

/** The example with some fields of its data set to texts. */
function changedBy(set: readonly string[], event: ExampleEvent): ExampleEvent {
  const changes = set.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]);
  return { ...event, data: { ...(event.data as object), ...Object.fromEntries(changes) } };
}

/** Things that belong to one customer: with the same ones, the third account would rightly be held as one of a ring. */
const personal = [
  'device-never-seen-before',
  'session-7f3a9c',
  'gift-card-0042',
  'q1w2e3r4t5z6',
  'home-address',
  'another-account',
  'order-1042',
  'order-1041',
];

function ownedBy(accountId: string, event: ExampleEvent): ExampleEvent {
  const suffix = createHash('sha256').update(accountId).digest('hex').slice(0, 8);
  const text = personal.reduce((all, thing) => all.replaceAll(thing, `${thing}-${suffix}`), JSON.stringify(event));
  return JSON.parse(text) as ExampleEvent; // Only texts grew.
}
