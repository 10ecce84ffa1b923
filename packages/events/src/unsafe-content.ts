import { holdsCardNumber } from './payment-card-number.ts';

/** What makes parsed JSON unfit to be looked at any further. */
export interface UnsafeContent {
  readonly code: 'unsafe_content' | 'card_number';
  readonly message: string;
}

/** Deepest nesting of an envelope: `data` may be 6 levels deep below it (SEC-04). */
const maxDepth = 7;
const maxArray = 64;
/** A policy document has lines; nothing else may. */
const linesAllowedAt = 'data.document';
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

// Control, bidi and zero-width characters, and lone surrogates.
const invisible =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/u;
const plain = /^[\u0020-\u007e]*$/;
const manyDigits = /\d(?:[ -]?\d){12}/;

/**
 * Looks through parsed JSON once: depth, lengths, forbidden names, invisible characters, card numbers.
 * Undefined when nothing is wrong. Messages name the place, never the value.
 */
export function findUnsafeContent(value: unknown, path = '', depth = 0): UnsafeContent | undefined {
  if (typeof value === 'string') return unsafeText(value, path);
  if (typeof value === 'number') return unsafeNumber(value, path);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxDepth) return unsafe(`${path} is nested more than ${maxDepth} levels deep.`);
  if (Array.isArray(value)) return unsafeArray(value, path, depth);
  for (const name of Object.keys(value)) {
    if (forbiddenKeys.has(name)) return unsafe(`The name ${name} is not allowed, at ${path || 'the top'}.`);
    if (!plain.test(name) && invisible.test(name))
      return unsafe(`A name at ${path || 'the top'} holds an invisible character.`);
    const found = findUnsafeContent(
      (value as Record<string, unknown>)[name],
      path === '' ? name : `${path}.${name}`,
      depth + 1,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function unsafeArray(value: readonly unknown[], path: string, depth: number): UnsafeContent | undefined {
  if (value.length > maxArray) return unsafe(`${path} has ${value.length} elements; at most ${maxArray} are allowed.`);
  for (let at = 0; at < value.length; at += 1) {
    const found = findUnsafeContent(value[at], `${path}[${at}]`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unsafeText(text: string, path: string): UnsafeContent | undefined {
  const line = path === linesAllowedAt ? text.replaceAll(/[\n\t]/g, ' ') : text;
  if (!plain.test(line) && invisible.test(line))
    return unsafe(`${path} holds a control, bidi or zero-width character.`);
  if (text.length >= 13 && manyDigits.test(text) && holdsCardNumber(text)) {
    return { code: 'card_number', message: `${path} holds a payment card number; send a keyed digest instead.` };
  }
  return undefined;
}

function unsafeNumber(value: number, path: string): UnsafeContent | undefined {
  return Number.isFinite(value) ? undefined : unsafe(`${path} is not a finite number.`);
}

const unsafe = (message: string): UnsafeContent => ({ code: 'unsafe_content', message });
