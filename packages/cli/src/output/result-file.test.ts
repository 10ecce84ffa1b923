import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unwritable, writeResult } from './result-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-result-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file for a result', () => {
  it('is written, a second time too', () => {
    const path = join(folder, 'report.json');
    for (const text of ['first', 'second']) {
      expect(unwritable(path, undefined)).toEqual([]);
      writeResult(path, text);
    }
    expect(readFileSync(path, 'utf8')).toBe('second');
  });

  it.each([
    ['in a folder that does not exist', join(folder, 'nowhere', 'report.html'), 'ENOENT'],
    ['that is a folder', folder, 'EISDIR'],
  ])('%s is refused with one sentence, before the work and after it', (_, path, code) => {
    const sentence = `${path} cannot be written (${code}); give the path of a file in a folder that exists.`;
    expect(unwritable(undefined, path)).toEqual([sentence]);
    expect(() => writeResult(path, 'text')).toThrow(sentence);
  });
});
