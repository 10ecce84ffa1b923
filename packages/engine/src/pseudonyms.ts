import type { EntityKeys } from '@countersign/events';
import { type Generations, createGenerations } from './generations.ts';
import type { Mac } from './ports/mac.ts';

/** Kinds of values that are stored and published under keyed pseudonyms only (SEC-07). */
export type PseudonymKind =
  | 'account'
  | 'device'
  | 'ip'
  | 'network'
  | 'session'
  | 'gift_card'
  | 'instrument'
  | 'address'
  | 'destination'
  | 'merchant';

/** Pseudonyms of everything an event names; `account` always. */
export type EventKeys = EntityKeys & { readonly account: string };

const bytesKept = 12;
/** Of each kind and generation. */
const cacheSize = 4_096;

const pseudonymOf = (digest: Uint8Array): string =>
  Buffer.from(digest.buffer, digest.byteOffset, bytesKept).toString('base64url');

/**
 * Keyed pseudonyms: the first 96 bits of the mac over `kind|value`, base64url, 16 characters.
 * The same value gets the same pseudonym in every process that shares the key; kinds never collide.
 */
export function createPseudonyms(mac: Mac): (kind: PseudonymKind, value: string) => string {
  const known = new Map<PseudonymKind, Generations<string>>();
  const recentOf = (kind: PseudonymKind): Generations<string> => {
    const made = createGenerations<string>(cacheSize);
    known.set(kind, made);
    return made;
  };
  return (kind, value) => {
    const recent = known.get(kind) ?? recentOf(kind);
    let found = recent.get(value);
    if (found === undefined) {
      found = pseudonymOf(mac.digest('pseudonym', `${kind}|${value}`));
      recent.set(value, found);
    }
    return found;
  };
}
