import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CountersignError } from '@countersign/events';
import { isSameProcess, processStart } from './process-identity.ts';
import { diskFull } from './write-failure.ts';

/** Hold on a folder: one process owns it (DEL-18). */
export interface FolderLock {
  release(): void;
}

interface Owner {
  readonly pid: number;
  /** When the process began, as the system tells it: a number used again by another process is not the owner. */
  readonly startedAt: string;
}

/**
 * Takes the folder for this process, making it where it does not exist. A lock that a dead process left is taken over.
 * @throws CountersignError `folder_in_use`, `folder_read_only` or `disk_full`
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, 'owner.lock');
  const mine = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeIfDead(file, folder);
    writeFileSync(mine, JSON.stringify(thisProcess()), { mode: 0o600 });
    try {
      linkSync(mine, file); // At once with its content, and never over another one.
    } finally {
      rmSync(mine, { force: true });
    }
  } catch (error) {
    throw explained(error, folder);
  }
  return { release: () => rmSync(file, { force: true }) };
}

const thisProcess = (): Owner => ({ pid: process.pid, startedAt: processStart(process.pid) ?? '' });

function removeIfDead(file: string, folder: string): void {
  const owner = readOwner(file);
  if (owner === 'none') return;
  if (isSameProcess(owner.pid, owner.startedAt)) throw inUse(folder, owner.pid);
  const aside = `${file}.dead.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Somebody else was quicker; the link tells.
  }
  const moved = readOwner(aside);
  if (moved !== 'none' && isSameProcess(moved.pid, moved.startedAt)) {
    renameSync(aside, file); // Taken between our look and our hand.
    throw inUse(folder, moved.pid);
  }
  rmSync(aside, { force: true });
}

function readOwner(file: string): Owner | 'none' {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    throw error;
  }
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return { pid: 0, startedAt: '' }; // Cut off by a crash of the machine.
  }
}

const inUse = (folder: string, pid: number): CountersignError =>
  new CountersignError(
    'folder_in_use',
    `The folder ${folder} is in use by process ${pid}; stop that process, or choose another folder with COUNTERSIGN_FOLDER.`,
  );

const unwritable = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST']);

function explained(error: unknown, folder: string): unknown {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' && syscall === 'link') {
    const owner = readOwner(join(folder, 'owner.lock'));
    return inUse(folder, owner === 'none' ? 0 : owner.pid);
  }
  if (code === 'ENOSPC') return diskFull(folder, error);
  if (!unwritable.has(code)) return error;
  return new CountersignError(
    'folder_read_only',
    `The folder ${folder} cannot be written (${code}); give this user the right to write there, or choose another folder with COUNTERSIGN_FOLDER.`,
    { cause: error },
  );
}
