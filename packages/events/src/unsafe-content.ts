import { holdsCardNumber, mayHoldCardNumber } from './payment-card-number.ts';

/** What makes parsed JSON unfit to be looked at any further. */
export interface UnsafeContent {
  readonly code: 'unsafe_content' | 'card_number';
  readonly message: string;
}

/** What the caller knows of the value already. */
export interface Looking {
  /** How deep the value lies in its envelope: 0 for an envelope, 1 for its `data`. */
  readonly depth: number;
  /** Whether the text it was parsed from is printable ASCII without escapes and long runs of digits. */
  readonly isPlain: boolean;
}

/** Deepest nesting of an envelope: `data` and what is in it may be 6 objects or lists deep (SEC-04). */
export const maxDepth = 7;
const maxArray = 64;
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

// Control, bidi and zero-width characters, fillers and tags that show nothing, and lone surrogates.
const invisible =
  /[\u034f\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const printable = /^[\u0020-\u007e]*$/;

/** Whether a text has only printable ASCII characters. */
export const isPrintableAscii = (text: string): boolean => printable.test(text);

/**
 * Looks through parsed JSON once: depth, lengths, forbidden names, invisible characters, card numbers.
 * Undefined when nothing is wrong. Messages name the place, never the value.
 */
export function findUnsafeContent(value: unknown, looking: Looking): UnsafeContent | undefined {
  const fault = faultIn(value, looking.depth, looking.isPlain);
  if (fault === undefined) return undefined;
  const place = fault.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  const root = looking.depth === 0 ? '' : 'data';
  const where = `${root}${place}`.replace(/^\./, '') || 'the top';
  return { code: fault.code, message: `${where} ${fault.what}.` };
}

/** `path` grows from the inside out, so that a good event builds none. */
interface Fault {
  readonly code: UnsafeContent['code'];
  readonly what: string;
  readonly path: (string | number)[];
}
const fault = (what: string, code: UnsafeContent['code'] = 'unsafe_content'): Fault => ({ code, what, path: [] });

function faultIn(value: unknown, depth: number, isPlain: boolean): Fault | undefined {
  if (typeof value === 'string') return isPlain ? undefined : faultInText(value);
  if (typeof value === 'number') return faultInNumber(value, isPlain);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxDepth) return fault(`is nested more than ${maxDepth} levels deep`);
  return Array.isArray(value) ? faultInArray(value, depth, isPlain) : faultInObject(value, depth, isPlain);
}

function faultInObject(value: object, depth: number, isPlain: boolean): Fault | undefined {
  for (const name of Object.keys(value)) {
    const found = faultInName(name, isPlain) ?? faultIn((value as Record<string, unknown>)[name], depth + 1, isPlain);
    if (found === undefined) continue;
    found.path.unshift(isShowable(name) ? name : '…');
    return found;
  }
  return undefined;
}

function faultInArray(value: readonly unknown[], depth: number, isPlain: boolean): Fault | undefined {
  if (value.length > maxArray) return fault(`has ${value.length} elements; at most ${maxArray} are allowed`);
  for (let at = 0; at < value.length; at += 1) {
    const found = faultIn(value[at], depth + 1, isPlain);
    if (found === undefined) continue;
    found.path.unshift(at);
    return found;
  }
  return undefined;
}

/** A name nobody knows may be anything, even somebody's address: only what looks like a name is repeated. */
const isShowable = (name: string): boolean => /^[A-Za-z_]{1,32}$/.test(name);

function faultInName(name: string, isPlain: boolean): Fault | undefined {
  if (forbiddenNames.has(name)) return fault('is a name that is not allowed');
  if (isPlain) return undefined;
  if (!printable.test(name) && invisible.test(name)) return fault('is a name with an invisible character');
  return holdsCardNumber(name) ? cardNumber() : undefined;
}

function faultInText(text: string): Fault | undefined {
  if (!printable.test(text) && invisible.test(text)) return fault('holds a control, bidi or zero-width character');
  return mayHoldCardNumber(text) && holdsCardNumber(text) ? cardNumber() : undefined;
}

function faultInNumber(value: number, isPlain: boolean): Fault | undefined {
  if (!Number.isFinite(value)) return fault('is not a finite number');
  return !isPlain && Number.isSafeInteger(value) && holdsCardNumber(String(value)) ? cardNumber() : undefined;
}

const cardNumber = (): Fault => fault('holds a payment card number; send a keyed digest instead', 'card_number');
