import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Rule } from '../configuration/read-configuration.ts';
import { optional, type Variable } from '../configuration/variable.ts';
import { type KeyPurpose, keyVariableName } from '../keys/key-purpose.ts';
import { keysAllowed, type VersionedKey, versionedKeys } from '../keys/versioned-key.ts';
import { isEmbedded, runMode, type ModeSettings } from './run-mode.ts';

/** The variable with the keys of every purpose, by purpose. A service takes those that it needs, and no more. */
export const keyVariables: Readonly<Record<KeyPurpose, Variable<readonly VersionedKey[] | undefined>>> = {
  pseudonym: keyVariable(
    'pseudonym',
    'Keys of the pseudonyms of accounts, devices and addresses; a new one orphans profiles.',
  ),
  'challenge-id': keyVariable('challenge-id', 'Keys that make the ids of challenges unguessable.'),
  binding: keyVariable('binding', 'Keys of the digest that binds a challenge to one act.'),
  code: keyVariable('code', 'Keys that codes are derived from; only the notifier may have them.'),
  outcome: keyVariable('outcome', 'Keys that outcomes are signed with.'),
  link: keyVariable('link', 'Keys that links in mail are signed with; only the notifier may have them.'),
  contacts: keyVariable('contacts', 'Keys that contacts are encrypted with; only the notifier may have them.'),
};

/** Where keys come from that no variable of their own gives. */
export const keySourceVariables = {
  keysCommand: optional(
    {
      name: 'COUNTERSIGN_KEYS_COMMAND',
      description:
        'Command that prints the keys as one JSON object, in front of a KMS or secret manager; run again every minute, without a shell.',
      allowed: 'a program and its arguments, separated by blanks',
      schema: z.string().trim().min(1).max(1024),
    },
    'keys come from their own variables or the folder',
  ),
} as const;

/** What the presence of keys is judged by. */
type KeySourceSettings = ModeSettings & { readonly keysCommand: string | undefined };

type KeysByPurpose<Purpose extends KeyPurpose> = Readonly<Record<Purpose, readonly VersionedKey[] | undefined>>;

/** Configured keys by purpose, out of a configuration that holds at least these purposes. */
export function configuredKeys<Purpose extends KeyPurpose>(
  config: KeysByPurpose<Purpose>,
  purposes: readonly Purpose[],
): Partial<Record<KeyPurpose, readonly VersionedKey[]>> {
  const found: Partial<Record<KeyPurpose, readonly VersionedKey[]>> = {};
  for (const purpose of purposes) {
    const keys = config[purpose];
    if (keys !== undefined) found[purpose] = keys;
  }
  return found;
}

/**
 * Laws over the keys of the purposes that a service takes: in production with Kafka all must be configured, because
 * several machines must have the same ones; and no two purposes share a key.
 */
export function keyRules<Purpose extends KeyPurpose>(
  purposes: readonly Purpose[],
): readonly Rule<KeysByPurpose<Purpose> & KeySourceSettings>[] {
  const presence = purposes.map((purpose) => ({
    needs: ['mode' as const, 'brokers' as const, 'keysCommand' as const, purpose],
    problem: (config: KeysByPurpose<Purpose> & KeySourceSettings) =>
      runMode(config) === 'development' ||
      isEmbedded(config) ||
      config.keysCommand !== undefined ||
      config[purpose] !== undefined
        ? undefined
        : `${keyVariableName(purpose)} is not set, and every copy must have the same keys; allowed: ${keysAllowed}, or COUNTERSIGN_KEYS_COMMAND, or COUNTERSIGN_MODE=development for trying out.`,
  }));
  const separate = { needs: [...purposes], problem: (config: KeysByPurpose<Purpose>) => sharedKey(config, purposes) };
  return [...presence, separate];
}

/** A sentence on two purposes that hold the same key; undefined when each has keys of its own. */
export function sharedKey<Purpose extends KeyPurpose>(
  config: Readonly<Partial<Record<Purpose, readonly VersionedKey[] | undefined>>>,
  purposes: readonly Purpose[],
): string | undefined {
  const all = purposes.flatMap((purpose) => (config[purpose] ?? []).map(({ secret }) => ({ purpose, secret })));
  for (const [index, one] of all.entries()) {
    const other = all
      .slice(0, index)
      .find(({ purpose, secret }) => purpose !== one.purpose && sameBytes(secret, one.secret));
    if (other !== undefined) {
      return `${keyVariableName(one.purpose)} holds a key of ${keyVariableName(other.purpose)}; allowed: every purpose has keys of its own.`;
    }
  }
  return undefined;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function keyVariable(purpose: KeyPurpose, description: string): Variable<readonly VersionedKey[] | undefined> {
  return optional(
    { name: keyVariableName(purpose), description, allowed: keysAllowed, schema: versionedKeys, secret: true },
    'embedded or development: made once in the folder; else **required**',
  );
}
