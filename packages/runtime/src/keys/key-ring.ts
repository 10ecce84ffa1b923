import { createSecretKey, type KeyObject } from 'node:crypto';
import { CountersignError } from '@countersign/events';
import type { KeyPurpose } from './key-purpose.ts';
import type { VersionedKey } from './versioned-key.ts';

/** Keys of a process, by purpose: the current one for what is made now, the older ones for what was made before. */
export interface KeyRing {
  /** Throws when the process was given no keys for the purpose. */
  current(purpose: KeyPurpose): { readonly kid: string; readonly key: KeyObject };
  /** Undefined when no key of the purpose is called so. */
  find(purpose: KeyPurpose, kid: string): KeyObject | undefined;
}

/** Holds the keys as KeyObjects: faster than bytes, and they never show their bytes in a log or a heap dump of JS values. */
export function keyRing(keys: Partial<Record<KeyPurpose, readonly VersionedKey[]>>): KeyRing {
  const rings = new Map<string, ReadonlyMap<string, KeyObject>>();
  for (const [purpose, versions] of Object.entries(keys)) {
    rings.set(purpose, new Map(versions.map(({ kid, secret }) => [kid, createSecretKey(secret)])));
  }
  const currents = new Map([...rings].map(([purpose, ring]) => [purpose, [...ring][0]]));
  return {
    current(purpose) {
      const first = currents.get(purpose);
      if (first === undefined)
        throw new CountersignError('bad_configuration', `This process has no keys for '${purpose}'.`);
      return { kid: first[0], key: first[1] };
    },
    find: (purpose, kid) => rings.get(purpose)?.get(kid),
  };
}
