import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CountersignError } from '@countersign/events';

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
  const owner: Owner = { pid: process.pid, startedAt: startOf(process.pid) };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeIfDead(file, folder);
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, JSON.stringify(owner));
    closeSync(handle);
  } catch (error) {
    throw explained(error, folder);
  }
  return { release: () => rmSync(file, { force: true }) };
}

function removeIfDead(file: string, folder: string): void {
  const owner = readOwner(file);
  if (owner === undefined) return;
  if (owner.pid !== process.pid && startOf(owner.pid) === owner.startedAt && owner.startedAt !== '') {
    throw inUse(folder, owner.pid);
  }
  if (owner.pid === process.pid && startOf(owner.pid) === owner.startedAt) throw inUse(folder, owner.pid);
  rmSync(file, { force: true });
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** Empty for a process that does not exist. */
function startOf(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '';
    return afterName.split(' ')[19] ?? '';
  } catch {
    return isAlive(pid) ? 'unknown' : '';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const inUse = (folder: string, pid: number): CountersignError =>
  new CountersignError(
    'folder_in_use',
    `The folder ${folder} is in use by process ${pid}; stop that process, or choose another folder with COUNTERSIGN_FOLDER.`,
  );

function explained(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR') {
    return new CountersignError(
      'folder_read_only',
      `The folder ${folder} cannot be written (${code}); give this user the right to write there, or choose another folder with COUNTERSIGN_FOLDER.`,
      { cause: error },
    );
  }
  if (code === 'ENOSPC') return diskFull(folder, error);
  if (code === 'EEXIST') return inUse(folder, readOwner(join(folder, 'owner.lock'))?.pid ?? 0);
  return error;
}

/** What is said when a write found no room. */
export const diskFull = (folder: string, cause: unknown): CountersignError =>
  new CountersignError(
    'disk_full',
    `The disk of ${folder} is full: nothing more is taken in and nothing was skipped; make room and start again.`,
    { cause },
  );
