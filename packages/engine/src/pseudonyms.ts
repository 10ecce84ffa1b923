import type { EntityKeys } from '@countersign/events';
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
  | 'merchant';

/** Pseudonyms of everything an event names; `account` always. */
export type EventKeys = EntityKeys & { readonly account: string };

const bytesKept = 12;
const cacheSize = 65_536;

/**
 * Keyed pseudonyms: the first 96 bits of the mac over `kind|value`, base64url, 16 characters.
 * The same value gets the same pseudonym in every process that shares the key; kinds never collide.
 */
export function createPseudonyms(mac: Mac): (kind: PseudonymKind, value: string) => string {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  return (kind, value) => {
    const input = `${kind}|${value}`;
    let found = young.get(input);
    if (found !== undefined) return found;
    found = old.get(input) ?? Buffer.from(mac.digest('pseudonym', input).subarray(0, bytesKept)).toString('base64url');
    if (young.size >= cacheSize) {
      old = young;
      young = new Map();
    }
    young.set(input, found);
    return found;
  };
}
