import { type AccountEvent, type EventType, eventTypes } from '../account-event.ts';
import { type EpochMs, accountId, epochMs } from '../brands.ts';
import { holdsRawGiftCardCode } from '../gift-card-code.ts';
import { isTraceparent } from '../traceparent.ts';
import { utf8Text } from '../utf8.ts';
import { isBinaryMode, readBinaryMode } from './binary-mode.ts';
import { type Envelope, readEnvelope, whereAndWhat } from './envelope.ts';
import { type ExactMatch, exactMatch } from './exact-match.ts';
import { nearest } from './nearest.ts';
import { type Unreadable, parseJson, unreadable } from './parse-json.ts';

/** A record of `account.events` as the log gives it. */
export interface EventRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, Uint8Array>>;
}

/** One readable event, and what came along with it. */
export interface DecodedEvent {
  readonly ok: true;
  readonly event: AccountEvent;
  /** How many names inside `data` nobody knows; they were dropped. */
  readonly unknownFields: number;
  /** W3C trace context of the producer: the record's header, else the event's own attribute. */
  readonly traceparent?: string;
}

/**
 * Reads one account event: structured JSON, or binary mode when the headers carry `ce_specversion` and no structured
 * `content-type`.
 * Never throws; what cannot be read says why in one sentence without personal data (DEL-11, SEC-04, SEC-07).
 */
export function decodeEvent(record: EventRecord): DecodedEvent | Unreadable {
  const { headers, value } = record;
  const parsed = isBinaryMode(headers) ? readBinaryMode(headers, value) : parseJson(value);
  if (!parsed.ok) return parsed;
  const read = readEnvelope(parsed.json);
  if (!read.ok) return read;
  const { envelope } = read;
  if (!isEventType(envelope.type)) return unknownType(envelope.type);
  if (record.key !== null && !sameBytes(record.key, envelope.subject)) {
    return unreadable('subject_mismatch', "subject is not the record's key; both must be the account id.");
  }
  return decodeData(envelope, envelope.type, headers);
}

function decodeData(
  envelope: Envelope,
  type: EventType,
  headers: Readonly<Record<string, Uint8Array>>,
): DecodedEvent | Unreadable {
  const exact = isExact[type](envelope.data);
  const parsed = exact ? undefined : eventTypes[type].safeParse(envelope.data);
  if (parsed?.success === false) return unreadable('invalid_data', whereAndWhat(parsed.error.issues, 'data'));
  const data = parsed === undefined ? envelope.data : parsed.data;
  if (holdsRawGiftCardCode(data)) {
    return unreadable('gift_card_code', 'data names a gift card by what looks like its code; send a keyed digest.');
  }
  const { id, source, subject, time } = envelope;
  const event = { id, source, type, accountId: accountId(subject), time: instantMs(time), data };
  const traceparent = traceparentOf(headers) ?? envelope.traceparent;
  return {
    ok: true,
    event: event as AccountEvent, // `type` chose the schema that `data` fits.
    unknownFields: exact ? 0 : countNames(envelope.data) - countNames(data),
    ...(typeof traceparent === 'string' && isTraceparent(traceparent) ? { traceparent } : {}),
  };
}

const isExact = Object.fromEntries(
  Object.entries(eventTypes).map(([type, schema]) => [type, exactMatch(schema)]),
) as Readonly<Record<EventType, ExactMatch>>;

const isEventType = (type: string): type is EventType => Object.hasOwn(eventTypes, type);

function unknownType(type: string): Unreadable {
  const meant = nearest(type, Object.keys(eventTypes));
  return unreadable(
    'unknown_type',
    `type is not one of version 1${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
  );
}

const instantMs = (text: string): EpochMs => epochMs(Date.parse(text));

function traceparentOf(headers: Readonly<Record<string, Uint8Array>>): string | undefined {
  const bytes = headers['traceparent'];
  return bytes === undefined ? undefined : utf8Text(bytes);
}

/** Most keys are ASCII: nothing to decode, nothing to normalise. */
const sameBytes = (key: Uint8Array, text: string): boolean =>
  isSameAscii(key, text) || utf8Text(key)?.normalize('NFC') === text;

function isSameAscii(bytes: Uint8Array, text: string): boolean {
  if (bytes.length !== text.length) return false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0xff;
    if (byte > 0x7f || byte !== text.charCodeAt(at)) return false;
  }
  return true;
}

/** Names at every level. By index, because `for…in` over fresh objects takes as long as all the rest of decoding. */
function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((count, inner) => count + countNames(inner), 0);
  const names = Object.keys(value);
  let count = names.length;
  for (const name of names) count += countNames((value as Record<string, unknown>)[name]);
  return count;
}
