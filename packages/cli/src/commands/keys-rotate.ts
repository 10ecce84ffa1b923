import { existsSync } from 'node:fs';
import type { Randomness } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import {
  changeSecretFile,
  type KeyPurpose,
  keyPurposes,
  keyVariableName,
  rotateKeys,
  versionedKeys,
  writeVersionedKeys,
} from '@countersign/runtime';
import { type KeysAt, keysOf, placeOf } from './keys-list.ts';

/** What a rotation did. */
export interface Rotation {
  readonly kid: string;
  readonly atMs: number;
  readonly path: string;
  /** Kids that nothing needs any more, and that are gone. */
  readonly dropped: readonly string[];
}

/** The purpose that a word names. @throws CountersignError */
export function purposeOf(word: string): KeyPurpose {
  const found = keyPurposes.find((purpose) => purpose === word);
  if (found !== undefined) return found;
  throw new CountersignError(
    'bad_configuration',
    `There are no keys for ${JSON.stringify(word)}; allowed: ${keyPurposes.join(', ')}.`,
  );
}

/**
 * Announces a new key in the file of a purpose; running copies read it by themselves, and all begin to use it at `atMs`.
 * @throws CountersignError where keys lie in a variable or come from a command, or when the rotation is refused
 */
export async function rotate(
  purpose: KeyPurpose,
  at: KeysAt,
  times: { readonly atMs: number; readonly nowMs: number },
  randomness: Randomness,
): Promise<Rotation> {
  const place = placeOf(purpose, at);
  if (place.kind !== 'file') throw elsewhere(purpose, place.shown);
  if (existsSync(place.path)) await keysOf(purpose, at); // Says what is wrong with keys that cannot be read.
  const kid = newKid(times.atMs, randomness);
  let dropped: readonly string[] = [];
  changeSecretFile(place.path, (text) => {
    const fresh = { kid, secret: randomness.bytes(32) };
    const rotated = rotateKeys(purpose, versionedKeys.parse(text), fresh, times.atMs, times.nowMs);
    if (!rotated.ok) throw new CountersignError('bad_configuration', rotated.why);
    dropped = rotated.dropped;
    return writeVersionedKeys(rotated.keys);
  });
  return { kid, atMs: times.atMs, path: place.path, dropped };
}

/** `k20261125-1f0a`: says its day to whoever reads it, and is drawn so that no two are alike. */
const newKid = (atMs: number, randomness: Randomness): string =>
  `k${new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '')}-${Buffer.from(randomness.bytes(3)).toString('hex')}`;

function elsewhere(purpose: KeyPurpose, where: string): CountersignError {
  return new CountersignError(
    'bad_configuration',
    `The keys of '${purpose}' come from ${where}, which cannot be written from here; add a key kid:base64@time there, two minutes ahead, and keep the old one beside it; or give them by ${keyVariableName(purpose)}_FILE.`,
  );
}
