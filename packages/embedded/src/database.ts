import { setTimeout } from 'node:timers/promises';
import type { CountersignError } from '@countersign/events';
import { type Database, type Key, type RootDatabase, open } from 'lmdb';
import { writeFailure } from './write-failure.ts';

/**
 * One LMDB environment: its tables, and changes that happen as a whole. What can be read is on the disk: a commit becomes
 * visible only after its fsync. What is asked for while a group is being written is the next group: one transaction, one fsync (group commit).
 */
export interface LocalDatabase {
  table(name: string): Table;
  /**
   * Puts and removes that need no look at what is stored: all that `change` queues is one transaction, carried out by LMDB's own
   * thread. `change` is called in its turn, in the order of the calls. Resolves when it is on the disk. `change` must not throw half-way.
   * @throws CountersignError `disk_full` or `store_unavailable`, and so does every later call: what the process has in memory is then
   * ahead of the disk, and only a new start mends that.
   */
  queue(change: () => void): Promise<void>;
  /** Like `queue`, but `change` runs inside the transaction: what it reads is the newest. Check first, then write. */
  write<T>(change: () => T): Promise<T>;
  /** Rejects when a write failed. */
  readonly failed: Promise<never>;
  /**
   * Begins no change any more (later ones are refused with `error`; without one they wait for the end of the process), and resolves
   * when none is under way: `process.exit` waits for LMDB's thread, and that for the rest of a transaction, for ever.
   */
  halt(error?: CountersignError): Promise<void>;
  /** Waits for what was queued. */
  close(): Promise<void>;
}

/** Binary values under ordered keys. */
export type Table = Database<Buffer, Key>;

/** Address space that is reserved at once, not disk; LMDB takes more when the file outgrows it. */
const mapSizeBytes = 64 * 1024 ** 3;

/** Opens (or makes) the environment in `folder/name`. @throws CountersignError as LocalDatabase.queue */
export function openDatabase(folder: string, name: string): LocalDatabase {
  const root = openRoot(folder, name);
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  failed.catch(() => {});
  let broken: Promise<never> | undefined;
  const underWay = new Set<Promise<unknown>>();

  const breakWith = (error: Promise<CountersignError>): Promise<never> => {
    if (broken !== undefined) return broken;
    broken = error.then((reason) => {
      fail(reason);
      throw reason;
    });
    broken.catch(() => {});
    return broken;
  };
  const carryOut = async <T>(start: () => Promise<T> | T): Promise<T> => {
    if (broken !== undefined) return broken;
    const change = Promise.resolve(start());
    underWay.add(change);
    try {
      return await change;
    } catch (error) {
      return await breakWith(writeFailure(folder, error));
    } finally {
      underWay.delete(change);
    }
  };
  const queue = groupCommit((changes) =>
    carryOut(() => root.batch(() => changes.forEach((change) => change())).then(done)),
  );
  return {
    failed,
    table: (table) => root.openDB<Buffer, Key>({ name: table, encoding: 'binary' }),
    queue,
    async write(change) {
      let thrown: { readonly error: unknown } | undefined;
      const result = await carryOut(() =>
        root.transaction(() => {
          try {
            return { value: change() };
          } catch (error) {
            thrown = { error };
            return undefined;
          }
        }),
      );
      if (thrown !== undefined || result === undefined) throw thrown?.error;
      return result.value;
    },
    async halt(error) {
      if (error === undefined) broken ??= new Promise<never>(() => {});
      else breakWith(Promise.resolve(error)).catch(() => {});
      await Promise.race([Promise.allSettled(underWay), setTimeout(settleMs)]);
    },
    async close() {
      await queue(() => {}).catch(() => {}); // Behind everything that was gathered.
      await root.close();
    },
  };
}

/** LMDB may leave a change unanswered after it failed. */
const settleMs = 3_000;

const done = (): void => {};

/** While a group is being written, what comes meanwhile gathers to the next one: one fsync for all of it. */
function groupCommit(write: (changes: readonly (() => void)[]) => Promise<void>): LocalDatabase['queue'] {
  let gathered: (() => void)[] = [];
  let next: Promise<void> | undefined;
  let current: Promise<unknown> = Promise.resolve();
  return (change) => {
    gathered.push(change);
    next ??= current.then(() => {
      const changes = gathered;
      gathered = [];
      next = undefined;
      const written = write(changes);
      current = written.catch(() => {});
      return written;
    });
    return next;
  };
}

function openRoot(folder: string, name: string): RootDatabase<Buffer> {
  return open<Buffer>({
    path: `${folder}/${name}`,
    noSubdir: false,
    maxDbs: 32,
    mapSize: mapSizeBytes,
    encoding: 'binary',
    overlappingSync: false,
    // Its batches have a promise of LMDB's own that nobody can wait for: a full disk would end the process by an unhandled rejection.
    eventTurnBatching: false,
  });
}
