import { join } from 'node:path';
import type { Randomness } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import { secretFile } from '../secret-file.ts';
import type { KeyPurpose } from './key-purpose.ts';
import { type VersionedKey, versionedKeys, writeVersionedKeys } from './versioned-key.ts';

/**
 * Keys for every purpose that has none configured, made once in `<folder>/keys/<purpose>.key` and read from there
 * afterwards. The file reads as the variable does, so `COUNTERSIGN_KEY_CODE_FILE` can name it later.
 * Throws CountersignError when a file does not hold keys or can be read by others.
 */
export function keysInFolder<Purpose extends KeyPurpose>(
  folder: string,
  purposes: readonly Purpose[],
  configured: Partial<Record<KeyPurpose, readonly VersionedKey[]>>,
  randomness: Randomness,
): Record<Purpose, readonly VersionedKey[]> {
  const entries = purposes.map((purpose) => [purpose, configured[purpose] ?? fromFile(folder, purpose, randomness)]);
  return Object.fromEntries(entries) as Record<Purpose, readonly VersionedKey[]>;
}

function fromFile(folder: string, purpose: KeyPurpose, randomness: Randomness): readonly VersionedKey[] {
  const path = join(folder, 'keys', `${purpose}.key`);
  const text = secretFile(path, () => writeVersionedKeys([newKey(randomness)]));
  const read = versionedKeys.safeParse(text);
  if (read.success) return read.data;
  const why = read.error.issues[0]?.message ?? 'it cannot be read';
  throw new CountersignError(
    'bad_configuration',
    `${path} does not hold keys: ${why}; allowed: what stood there before, or no file in an empty folder.`,
  );
}

function newKey(randomness: Randomness): VersionedKey {
  return { kid: `k${Buffer.from(randomness.bytes(4)).toString('hex')}`, secret: randomness.bytes(32) };
}
