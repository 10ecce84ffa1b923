import { utf8Bytes, utf8Text } from './utf8.ts';

/** Why a record went to the dead-letter topic (DEL-11); a closed list. */
export const deadLetterCodes = [
  'too_large',
  'no_value',
  'not_utf8',
  'not_json',
  'unsafe_content',
  'not_cloudevent',
  'unknown_type',
  'unsupported_version',
  'invalid_data',
  'subject_mismatch',
  'card_number',
  'gift_card_code',
  'bad_signature',
  'too_many_hops',
  'not_decryptable',
] as const;
/** Why a record went to the dead-letter topic. */
export type DeadLetterCode = (typeof deadLetterCodes)[number];

/** What a dead letter says about itself, in headers; key and value are the original bytes. */
export interface DeadLetterReason {
  /** topic/partition/offset: the same record refused again is recognised. */
  readonly id: string;
  readonly code: string;
  /** At most 256 characters, without personal data. */
  readonly message: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
}

const messageLimit = 256;

/** Headers of a dead letter. */
export function deadLetterHeaders(
  place: { readonly topic: string; readonly partition: number; readonly offset: number; readonly timestampMs: number },
  code: DeadLetterCode,
  message: string,
): Record<string, Uint8Array> {
  const texts = {
    'countersign-id': `${place.topic}/${place.partition}/${place.offset}`,
    'countersign-error-code': code,
    'countersign-error': message.slice(0, messageLimit),
    'countersign-original-topic': place.topic,
    'countersign-original-partition': String(place.partition),
    'countersign-original-offset': String(place.offset),
    'countersign-original-timestamp': String(place.timestampMs),
  };
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, utf8Bytes(text)]));
}

/** Reads the headers of a dead letter; absent and unreadable ones are empty or −1. */
export function readDeadLetter(headers: Readonly<Record<string, Uint8Array>>): DeadLetterReason {
  const text = (name: string): string => {
    const bytes = headers[name];
    return bytes === undefined ? '' : (utf8Text(bytes) ?? '');
  };
  const number = (name: string): number => (/^\d{1,15}$/.test(text(name)) ? Number(text(name)) : -1);
  return {
    id: text('countersign-id'),
    code: text('countersign-error-code'),
    message: text('countersign-error'),
    topic: text('countersign-original-topic'),
    partition: number('countersign-original-partition'),
    offset: number('countersign-original-offset'),
    timestampMs: number('countersign-original-timestamp'),
  };
}
