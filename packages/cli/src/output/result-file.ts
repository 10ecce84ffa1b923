import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CountersignError } from '@countersign/events';

/** Why nothing can be written to paths, a sentence each; none where it can. To be asked before long work, so that none is lost. */
export const unwritable = (...paths: readonly (string | undefined)[]): readonly string[] =>
  paths.flatMap((path) => (path === undefined ? [] : (problemOf(path) ?? [])));

function problemOf(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) return cannotBeWritten(path, { code: 'EISDIR' });
    accessSync(found === undefined ? dirname(path) : path, constants.W_OK);
    return undefined;
  } catch (error) {
    return cannotBeWritten(path, error as NodeJS.ErrnoException);
  }
}

/**
 * Writes what a command was asked to write.
 * @throws CountersignError with one sentence when it cannot be written
 */
export function writeResult(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new CountersignError('bad_configuration', cannotBeWritten(path, error as NodeJS.ErrnoException), {
      cause: error,
    });
  }
}

/** That a path cannot be written, and what to give instead. */
export const cannotBeWritten = (
  path: string,
  { code = 'unwritable' }: { readonly code?: string | undefined },
): string => `${path} cannot be written (${code}); give the path of a file in a folder that exists.`;
