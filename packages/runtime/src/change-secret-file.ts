import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CountersignError } from '@countersign/events';

/**
 * Changes a secret file as a whole: whoever reads it meanwhile reads the text before or the text after. The mode stays, and only one
 * process changes it at a time. `change` may throw; then nothing is written.
 * @throws CountersignError `bad_configuration` when it cannot be written, in one sentence
 */
export function changeSecretFile(path: string, change: (text: string) => string): void {
  const draft = join(dirname(path), `.${basename(path)}.changing`);
  try {
    const before = readFileSync(path, 'utf8').trim();
    const file = openSync(draft, 'wx', statSync(path).mode & 0o777);
    try {
      writeSync(file, `${change(before)}\n`);
      fsyncSync(file);
      renameSync(draft, path);
    } catch (error) {
      unlinkSync(draft);
      throw error;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw error instanceof CountersignError ? error : unwritable(path, draft, error);
  }
}

function unwritable(path: string, draft: string, error: unknown): CountersignError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const what =
    code === 'EEXIST'
      ? `${path} is being changed by another process; when none runs, remove ${draft} and try again.`
      : `${path} cannot be changed (${code}); rotate where it is writable, and give the file to every copy.`;
  return new CountersignError('bad_configuration', what, { cause: error });
}
