import { createSecretKey, type KeyObject } from 'node:crypto';
import { CountersignError } from '@countersign/events';
import { currentKey, nextChangeMs } from './key-times.ts';
import type { KeyPurpose } from './key-purpose.ts';
import type { VersionedKey } from './versioned-key.ts';

/** Keys of a process, by purpose: the current one for what is made now, the others for what was made before, or will be. */
export interface KeyRing {
  /** Throws when the process was given no keys for the purpose. */
  current(purpose: KeyPurpose): { readonly kid: string; readonly key: KeyObject };
  /** Undefined when no key of the purpose is called so. */
  find(purpose: KeyPurpose, kid: string): KeyObject | undefined;
}

/** Keys by purpose, as a source gives them. */
export type KeysByPurpose = Readonly<Partial<Record<KeyPurpose, readonly VersionedKey[]>>>;

/** A ring whose keys can be exchanged while it is used. */
export interface ReplaceableKeyRing extends KeyRing {
  /**
   * Takes other keys, all or none.
   * @throws CountersignError `bad_configuration` when a kid would stand for another secret than before: nothing made with it would open
   */
  replace(keys: KeysByPurpose): void;
}

/** The keys of one purpose, with the one in use until `untilMs`. */
interface Held {
  readonly versions: readonly VersionedKey[];
  readonly objects: ReadonlyMap<string, KeyObject>;
  current: { readonly kid: string; readonly key: KeyObject };
  untilMs: number;
}

/**
 * Holds the keys as KeyObjects: faster than bytes, and they never show their bytes in a log or a heap dump of JS values.
 * A key that was announced becomes current at its time, without anybody calling. `now`: epoch milliseconds of the machine.
 */
export function keyRing(keys: KeysByPurpose, now: () => number = Date.now): ReplaceableKeyRing {
  let rings = hold(keys, now(), new Map());
  return {
    current(purpose) {
      const held = rings.get(purpose);
      if (held === undefined)
        throw new CountersignError('bad_configuration', `This process has no keys for '${purpose}'.`);
      // Without an announced key nothing ends, and nobody asks for the time.
      if (held.untilMs !== Infinity && now() >= held.untilMs) choose(held, now());
      return held.current;
    },
    find: (purpose, kid) => rings.get(purpose)?.objects.get(kid),
    replace(next) {
      rings = hold(next, now(), rings);
    },
  };
}

function hold(keys: KeysByPurpose, nowMs: number, before: ReadonlyMap<string, Held>): ReadonlyMap<string, Held> {
  const entries = Object.entries(keys).map(([purpose, versions]) => {
    const objects = new Map(versions.map(({ kid, secret }) => [kid, sameAsBefore(purpose, kid, secret, before)]));
    return [purpose, heldNow(purpose, versions, objects, nowMs)] as const;
  });
  return new Map(entries);
}

function heldNow(
  purpose: string,
  versions: readonly VersionedKey[],
  objects: ReadonlyMap<string, KeyObject>,
  nowMs: number,
): Held {
  const [first] = objects;
  if (first === undefined) throw new CountersignError('bad_configuration', `There is no key for '${purpose}'.`);
  const held = { versions, objects, current: { kid: first[0], key: first[1] }, untilMs: Infinity };
  choose(held, nowMs);
  return held;
}

function choose(held: Held, nowMs: number): void {
  const kid = currentKey(held.versions, nowMs)?.kid ?? held.current.kid;
  held.current = { kid, key: held.objects.get(kid) ?? held.current.key };
  held.untilMs = nextChangeMs(held.versions, nowMs);
}

function sameAsBefore(purpose: string, kid: string, secret: Uint8Array, before: ReadonlyMap<string, Held>): KeyObject {
  const key = createSecretKey(secret);
  if (before.get(purpose)?.objects.get(kid)?.equals(key) === false) {
    throw new CountersignError(
      'bad_configuration',
      `The key ${kid} of '${purpose}' is another one than before; allowed: a new key under a new name, the old one kept beside it.`,
    );
  }
  return key;
}
