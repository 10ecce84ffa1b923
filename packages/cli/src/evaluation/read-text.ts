import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { CountersignError } from '@countersign/events';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The bytes of a file, unpacked where it is gzip, whatever its name; a byte order mark is left out.
 * @throws CountersignError with one sentence when it cannot be read
 */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    const bytes = await readFile(path);
    const isPacked = path.endsWith('.gz') || (bytes[0] === 0x1f && bytes[1] === 0x8b);
    const plain = isPacked ? gunzipSync(bytes) : bytes;
    return plain.subarray(0, 3).equals(byteOrderMark) ? plain.subarray(3) : plain;
  } catch (error) {
    const { code = 'unreadable', message } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code.startsWith('Z_') ? `it is not gzip (${message})` : code;
    throw new CountersignError('bad_configuration', `${path} cannot be read: ${why}.`, { cause: error });
  }
}

/** The lines of some bytes with their numbers from 1, blank ones left out; none is copied before it is asked for. */
export function* linesOf(bytes: Buffer): Generator<{ readonly number: number; readonly line: Buffer }> {
  let number = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    const stop = end === -1 ? bytes.length : end;
    number += 1;
    const line = bytes.subarray(start, stop);
    if (line.length > 0 && !/^\s*$/.test(line.length < 8 ? line.toString() : 'text')) yield { number, line };
    start = stop + 1;
  }
}
