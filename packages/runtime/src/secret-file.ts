import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CountersignError } from '@countersign/events';

/**
 * The text of a secret file, made once by `make` when it is missing. Only the owner can read the file (0600) and its
 * folder (0700). Several processes may start at once: exactly one text wins, and all return that one.
 */
export function secretFile(path: string, make: () => string): string {
  return read(path) ?? create(path, make());
}

function read(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    const mode = (stat.mode & 0o777).toString(8);
    throw new CountersignError(
      'bad_configuration',
      `${path} can be read by others (mode ${mode}); run: chmod 600 ${path}`,
    );
  }
  return readFileSync(path, 'utf8').trim();
}

function create(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  writeDurably(draft, `${text}\n`);
  try {
    // A link never replaces: whoever comes second gets EEXIST and takes the text of the first.
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(path, 'utf8').trim();
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
