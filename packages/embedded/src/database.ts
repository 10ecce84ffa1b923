import type { CountersignError } from '@countersign/events';
import { type Database, type Key, type RootDatabase, open } from 'lmdb';
import { diskFull } from './folder-lock.ts';

/** One LMDB environment of a folder: its tables, and writes that change together. */
export interface LocalDatabase {
  table(name: string): Table;
  /**
   * Runs `change` inside one write transaction. Resolves when it is committed, readable by everybody here.
   * Several callers share one commit. @throws CountersignError `disk_full`
   */
  write<T>(change: () => T): Promise<T>;
  /** Resolves once everything committed so far is on the disk. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** Binary values under ordered keys. */
export type Table = Database<Buffer, Key>;

const mapSizeBytes = 64 * 1024 ** 3;

/** Opens (or makes) the environment. The map size is address space, not disk. */
export function openDatabase(folder: string): LocalDatabase {
  const root: RootDatabase<Buffer> = open<Buffer>({
    path: `${folder}/data`,
    mapSize: mapSizeBytes,
    maxDbs: 32,
    encoding: 'binary',
    // A commit is readable before it is on the disk; `flushed` is what durability waits for.
    overlappingSync: true,
    noSubdir: false,
  });
  let broken: CountersignError | undefined;
  const failing = (error: unknown): never => {
    if (!isOutOfRoom(error)) throw error;
    broken = diskFull(folder, error);
    throw broken;
  };
  return {
    table: (name) => root.openDB<Buffer, Key>({ name, encoding: 'binary' }),
    async write(change) {
      if (broken !== undefined) throw broken;
      return await Promise.resolve(root.transaction(change)).catch(failing);
    },
    async flushed() {
      if (broken !== undefined) throw broken;
      await Promise.resolve(root.flushed).catch(failing); // A thenable without `catch`.
    },
    close: () => root.close(),
  };
}

const isOutOfRoom = (error: unknown): boolean =>
  error instanceof Error && /ENOSPC|No space left|MDB_MAP_FULL/i.test(error.message);
