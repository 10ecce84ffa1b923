import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CountersignError } from '@countersign/events';

const neededMb = 64;
const mbBytes = 1024 ** 2;

/**
 * Makes a folder where there is none, and refuses one that cannot be written or whose disk has no room to begin: files are mapped into
 * memory, and a full disk would end the process by a signal instead of a sentence.
 * @throws CountersignError `folder_read_only` or `disk_full`
 */
export function prepareFolder(folder: string): void {
  try {
    make(resolve(folder));
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw unwritable(error, folder);
  }
  const { bavail, bsize } = statfsSync(folder);
  const freeMb = Math.floor((bavail * bsize) / mbBytes);
  if (freeMb < neededMb) throw full(folder, `${freeMb} MB free, and ${neededMb} MB are needed to start`);
}

/** One by one: Node's recursive mkdir hides why the system refused, and below /proc it never comes back. */
function make(path: string): void {
  if (existsSync(path)) return;
  make(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

const unwritable = (error: unknown, folder: string): CountersignError => {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return full(folder, 'no room left');
  return new CountersignError(
    'folder_read_only',
    `The folder ${folder} cannot be written (${code}); give this user the right to write there, or choose another folder with COUNTERSIGN_FOLDER.`,
    { cause: error },
  );
};

const full = (folder: string, how: string): CountersignError =>
  new CountersignError(
    'disk_full',
    `The disk of ${folder} has ${how}; make room, or choose another folder with COUNTERSIGN_FOLDER.`,
  );
