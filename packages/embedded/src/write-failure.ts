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
  const text = reason instanceof Error ? reason.message : String(reason);
  if (/ENOSPC|No space left|MDB_MAP_FULL|mapsize limit|quota/i.test(text)) return diskFull(folder, reason);
  return new CountersignError(
    'store_unavailable',
    `The folder ${folder} could not be written (${text}): nothing more is taken in and nothing was skipped; check the disk and start again.`,
    { cause: reason },
  );
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
