import { expect, it } from 'vitest';
import { readLines } from './read-lines.ts';

it.each([
  ['/no/such/file', 'there is no such file'],
  ['/tmp', 'it is a folder'],
])('says in one sentence why %s cannot be read', async (path, why) => {
  await expect(readLines(path).next()).rejects.toThrow(`${path} cannot be read: ${why}; give the path of`);
});
