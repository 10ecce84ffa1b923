import type { DeadLetterCode } from '../dead-letter.ts';
import { mayHoldCardNumber } from '../payment-card-number.ts';
import { findUnsafeContent, isPrintableAscii, maxDepth } from '../unsafe-content.ts';
import { utf8Text } from '../utf8.ts';

/** Why a record cannot be read: a closed code and one sentence of at most 256 characters without personal data. */
export interface Unreadable {
  readonly ok: false;
  readonly code: DeadLetterCode;
  readonly message: string;
}

/** Makes the answer for a record that cannot be read; cuts the message at 256 characters. */
export const unreadable = (code: DeadLetterCode, message: string): Unreadable => ({
  ok: false,
  code,
  message: message.length > 256 ? `${message.slice(0, 255)}…` : message,
});

/** Largest value of a record on an input topic (SEC-04, DEL-11). */
export const maxValueBytes = 64 * 1024;

/**
 * Bytes → safe, NFC-normalised JSON object. Checks size, UTF-8, JSON and content, in this order.
 * `depth` is 0 for a whole envelope, 1 for its `data` alone.
 */
export function parseJson(
  value: Uint8Array | null,
  depth = 0,
): { readonly ok: true; readonly json: Readonly<Record<string, unknown>> } | Unreadable {
  if (value === null) return unreadable('no_value', 'The record has no value.');
  if (value.length > maxValueBytes) {
    return unreadable('too_large', `The value has ${value.length} bytes; at most ${maxValueBytes} are allowed.`);
  }
  const text = utf8Text(value);
  if (text === undefined) return unreadable('not_utf8', 'The value is not UTF-8.');
  const parsed = tryParse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return unreadable('not_json', `The value is ${parsed === undefined ? 'not JSON' : 'not a JSON object'}.`);
  }
  const json = parsed as Record<string, unknown>;
  const isAscii = isPrintableAscii(text) && !text.includes('\\');
  const isPlain = isAscii && !mayHoldCardNumber(text);
  if (isPlain && isObviouslySafe(text, depth)) return { ok: true, json };
  const unsafe = findUnsafeContent(json, { depth, isPlain });
  if (unsafe !== undefined) return unreadable(unsafe.code, unsafe.message);
  return { ok: true, json: isAscii ? json : (normalized(json) as Record<string, unknown>) };
}

const forbiddenName = /"(?:__proto__|constructor|prototype)"/;

/**
 * Whether a plain text alone shows that a look at every value would find nothing: no list, no forbidden name,
 * too few brackets to be deep. Most events are like this.
 */
const isObviouslySafe = (text: string, depth: number): boolean =>
  !text.includes('[') && !forbiddenName.test(text) && isShallow(text, maxDepth - depth);

function isShallow(text: string, brackets: number): boolean {
  let at = -1;
  for (let count = 0; count <= brackets; count += 1) {
    at = text.indexOf('{', at + 1);
    if (at < 0) return true;
  }
  return false;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function normalized(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(normalized);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, normalized(inner)]));
}
