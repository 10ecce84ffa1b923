import { closeSync, openSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { CountersignError } from '@countersign/events';
import { cannotBeWritten } from './result-file.ts';

/** A file that long results are written to line by line, in pieces, so that no result has to fit the memory. */
export interface LineFile {
  write(line: string): void;
  /** Writes what is left; nothing may be written afterwards. */
  end(): void;
}

const pieceCharacters = 1024 * 1024;

/**
 * Opens a file for writing, packed where its name ends in `.gz` (several gzip members one after another, which every
 * reader of gzip takes for one).
 * @throws CountersignError with one sentence when it cannot be written
 */
export function lineFile(path: string): LineFile {
  const file = opened(path);
  const isPacked = path.endsWith('.gz');
  let lines: string[] = [];
  let length = 0;
  const flush = (): void => {
    const text = lines.join('');
    writeWhole(file, isPacked ? gzipSync(text) : Buffer.from(text));
    lines = [];
    length = 0;
  };
  return {
    write(line) {
      lines.push(line, '\n');
      length += line.length + 1;
      if (length >= pieceCharacters) flush();
    },
    end() {
      flush();
      closeSync(file);
    },
  };
}

function opened(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new CountersignError('bad_configuration', cannotBeWritten(path, error as NodeJS.ErrnoException), {
      cause: error,
    });
  }
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
