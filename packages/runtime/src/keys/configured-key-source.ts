import type { Randomness } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import { type Environment, readConfiguration } from '../configuration/read-configuration.ts';
import type { Spec } from '../configuration/variable.ts';
import { configuredKeys, keyVariables, sharedKey } from '../variables/key-variables.ts';
import { commandKeys } from './command-keys.ts';
import { keysInFolder } from './key-folder.ts';
import type { KeyPurpose } from './key-purpose.ts';
import type { KeysByPurpose } from './key-ring.ts';
import type { KeySource } from './key-source.ts';
import type { VersionedKey } from './versioned-key.ts';

/** What a process's keys are read from. */
export interface KeySourceOptions {
  readonly purposes: readonly KeyPurpose[];
  readonly environment: Environment;
  /** COUNTERSIGN_KEYS_COMMAND; undefined: keys that no variable gives lie in the folder. */
  readonly command: string | undefined;
  readonly folder: string;
  readonly randomness: Randomness;
}

/**
 * The keys of a purpose come from its variable, or the file that `<variable>_FILE` names; else from the command; else, where there
 * is none, from the folder, made there once. Files and folder are read anew at every call.
 */
export function configuredKeySource(options: KeySourceOptions): KeySource {
  const { purposes, environment, command, folder, randomness } = options;
  const spec: Spec = Object.fromEntries(purposes.map((purpose) => [purpose, keyVariables[purpose]]));
  return {
    async read() {
      const reading = readConfiguration(spec, environment, { alsoKnown: Object.keys(environment) });
      if (!reading.ok) throw new CountersignError('bad_configuration', reading.problems.join('\n'));
      const given = configuredKeys(reading.config as Record<KeyPurpose, readonly VersionedKey[] | undefined>, purposes);
      const missing = purposes.filter((purpose) => given[purpose] === undefined);
      const others: KeysByPurpose =
        command === undefined
          ? keysInFolder(folder, missing, {}, randomness)
          : missing.length === 0
            ? {}
            : await commandKeys(command, missing);
      const keys = { ...given, ...others };
      const shared = sharedKey(keys, purposes);
      if (shared !== undefined) throw new CountersignError('bad_configuration', shared);
      return keys;
    },
  };
}
