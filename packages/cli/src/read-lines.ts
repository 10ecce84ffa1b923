import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { CountersignError } from '@countersign/events';

/**
 * The lines of a file, or of standard input for `-`; blank ones left out, each with its number from 1.
 * @throws CountersignError with one sentence when the file cannot be read
 */
export async function* readLines(path: string): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  const file = path === '-' ? undefined : await openFile(path);
  const input = file === undefined ? process.stdin : file.createReadStream();
  let number = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (text.trim() !== '') yield { number, text };
    }
  } finally {
    await file?.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message);
    throw unreadable(path, why, error);
  });
  if (!(await file.stat()).isDirectory()) return file;
  await file.close();
  throw unreadable(path, 'it is a folder');
}

const unreadable = (path: string, why: string, cause?: unknown): CountersignError =>
  new CountersignError(
    'bad_configuration',
    `${path} cannot be read: ${why}; give the path of an NDJSON file, or - for standard input.`,
    { cause },
  );
