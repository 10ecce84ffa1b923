import { join } from 'node:path';
import type { Randomness } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import { secretFile } from '../secret-file.ts';
import { createApiKey, entryOf, type NewApiKey } from './api-keys.ts';

/**
 * The API key of an embedded process: made once in `<folder>/keys/api.key`, with scope `admin`, for whoever can read
 * that folder: the command line talks to the running process with it (DEL-18).
 */
export function folderApiKey(folder: string, randomness: Randomness): NewApiKey {
  const path = join(folder, 'keys', 'api.key');
  const key = secretFile(path, () => createApiKey(randomness, ['admin']).key);
  const entry = entryOf(key, ['admin']);
  if (entry === undefined) {
    throw new CountersignError(
      'bad_configuration',
      `${path} does not hold an API key; remove it and start again to have a new one made.`,
    );
  }
  return { key, entry };
}
