import { join } from 'node:path';
import type { Environment } from '../configuration/read-configuration.ts';
import { type KeyPurpose, keyVariableName } from './key-purpose.ts';

/** Where the keys of a purpose lie; only files can be written. */
export type KeyPlace =
  | { readonly kind: 'file'; readonly path: string; readonly shown: string }
  | { readonly kind: 'variable' | 'command'; readonly shown: string };

/** Where the keys of a purpose come from, in the order in which a process looks: variable, its file, command, folder. */
export function keyPlace(
  purpose: KeyPurpose,
  environment: Environment,
  { command, folder }: { readonly command: string | undefined; readonly folder: string },
): KeyPlace {
  const name = keyVariableName(purpose);
  const file = environment[`${name}_FILE`] || undefined;
  if (file !== undefined) return { kind: 'file', path: file, shown: file };
  if ((environment[name] || undefined) !== undefined) return { kind: 'variable', shown: name };
  if (command !== undefined) return { kind: 'command', shown: 'COUNTERSIGN_KEYS_COMMAND' };
  const path = join(folder, 'keys', `${purpose}.key`);
  return { kind: 'file', path, shown: path };
}
