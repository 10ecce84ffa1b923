import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** The lines of a file, or of standard input for `-`; blank ones left out, each with its number from 1. */
export async function* readLines(path: string): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  const file = path === '-' ? undefined : await open(path);
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
