import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CountersignError } from '@countersign/events';

/** What is said when a write found no room (DEL-18). */
export const diskFull = (folder: string, cause: unknown): CountersignError =>
  new CountersignError(
    'disk_full',
    `The disk of ${folder} is full: nothing more is taken in and nothing was skipped; make room and start again.`,
    { cause },
  );

/** What a failed commit means. LMDB's own reason stands in `commitError`, a promise that rejects with it. */
export async function writeFailure(folder: string, error: unknown): Promise<CountersignError> {
  const reason = await reasonOf(error);
  if (!hasRoom(folder)) return diskFull(folder, reason);
  const text = reason instanceof Error ? reason.message : String(reason);
  return new CountersignError(
    'store_unavailable',
    `The folder ${folder} could not be written (${text}): nothing more is taken in and nothing was skipped; check the disk and start again.`,
    { cause: reason },
  );
}

const outOfRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const probeBytes = 1024 * 1024;

/** LMDB calls a full disk an input/output error, so a file is written to see. */
function hasRoom(folder: string): boolean {
  const probe = join(folder, `room.${process.pid}`);
  try {
    writeFileSync(probe, Buffer.alloc(probeBytes), { flush: true });
    return true;
  } catch (error) {
    return !outOfRoom.has((error as NodeJS.ErrnoException).code ?? '');
  } finally {
    try {
      rmSync(probe, { force: true });
    } catch {
      // What is wrong with the folder is being told already.
    }
  }
}

/** The reason may come after the rejection, or never. */
async function reasonOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { commitError?: Promise<unknown> };
  if (commitError === undefined) return error;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(error), 1_000);
  });
  try {
    return await Promise.race([commitError, late]);
  } catch (reason) {
    return reason;
  } finally {
    clearTimeout(timer);
  }
}
