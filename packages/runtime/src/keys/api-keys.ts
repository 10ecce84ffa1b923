import { hash, timingSafeEqual } from 'node:crypto';
import type { Randomness } from '@countersign/engine';
import type { ApiKeyEntry, Scope } from './api-key-entry.ts';

/** A new API key: `key` is shown once and never kept, `entry` is kept. */
export interface NewApiKey {
  /** `cs_<prefix>_<43 characters>`; 256 random bits. */
  readonly key: string;
  readonly entry: ApiKeyEntry;
}

/** Makes an API key with these scopes. */
export function createApiKey(randomness: Randomness, scopes: readonly Scope[]): NewApiKey {
  const prefix = Buffer.from(randomness.bytes(4)).toString('hex');
  const key = `cs_${prefix}_${Buffer.from(randomness.bytes(32)).toString('base64url')}`;
  return { key, entry: { prefix, scopes, digest: sha256(key) } };
}

/** Who calls: the prefix of the key for logs and budgets, and what it may do. */
export interface Caller {
  readonly prefix: string;
  may(scope: Scope): boolean;
}

/** Recognises API keys. */
export interface ApiKeys {
  /** The caller, or undefined for anything that is not a known key. Takes the same time for a wrong key as for a right one. */
  recognise(presented: string): Caller | undefined;
}

/** The keys of a configuration. */
export function apiKeys(entries: readonly ApiKeyEntry[]): ApiKeys {
  const byPrefix = new Map(entries.map((entry) => [entry.prefix, entry]));
  return {
    recognise(presented) {
      const prefix = keyPattern.exec(presented)?.[1];
      const entry = prefix === undefined ? undefined : byPrefix.get(prefix);
      // An unknown prefix is compared too, with a digest that nothing has.
      const matches = timingSafeEqual(sha256(presented), entry?.digest ?? noDigest);
      return matches && entry !== undefined ? callerOf(entry) : undefined;
    },
  };
}

/** What to keep of a key; undefined when the text is not an API key. */
export function entryOf(key: string, scopes: readonly Scope[]): ApiKeyEntry | undefined {
  const prefix = keyPattern.exec(key)?.[1];
  return prefix === undefined ? undefined : { prefix, scopes, digest: sha256(key) };
}

const keyPattern = /^cs_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;
const noDigest = new Uint8Array(32);

function callerOf({ prefix, scopes }: ApiKeyEntry): Caller {
  return { prefix, may: (scope) => scopes.includes('admin') || scopes.includes(scope) };
}

function sha256(text: string): Uint8Array {
  return hash('sha256', text, 'buffer');
}
