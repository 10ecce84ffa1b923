import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, plainEnvironment, runCommand } from './installation-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-start-'));
const mountPoint = join(folder, 'mount');
mkdirSync(mountPoint);

const up = (home: string, port = 0): Promise<CommandResult> =>
  runCommand(['up', '--demo'], {
    ...plainEnvironment(),
    COUNTERSIGN_FOLDER: home,
    COUNTERSIGN_HTTP_PORT: String(port),
  });

/** One sentence on standard error, exit code 1, and nothing that looks like a stack. */
function expectSentence({ code, stderr }: CommandResult, ...words: readonly string[]): void {
  for (const word of words) expect(stderr).toContain(word);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
}

const mount = (options: string): void =>
  void execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'countersign', mountPoint], { stdio: 'ignore' });
const unmount = (): void => void execFileSync('umount', ['--lazy', mountPoint], { stdio: 'ignore' });

function canMount(): boolean {
  try {
    mount('size=1m');
    unmount();
    return true;
  } catch {
    return false;
  }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a start that cannot succeed says why and what to do', () => {
  let taken: Server;
  let port = 0;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => void taken.close());

  it('when the port is taken', async () => {
    expectSentence(await up(join(folder, 'port'), port), `Port ${port} on 127.0.0.1 is taken`, 'COUNTERSIGN_HTTP_PORT');
  });

  it.each([
    ['below a file', '/etc/hostname/x', 'ENOTDIR'],
    ['where nothing can be made', '/proc/countersign/x', 'ENOENT'],
  ])('when the folder would lie %s', async (_, home, code) => {
    expectSentence(await up(home), `cannot be written (${code})`, 'COUNTERSIGN_FOLDER');
  });
});

describe.skipIf(!canMount())('on a file system of its own (skipped where this user may not mount one)', () => {
  it.each([
    ['read-only', 'ro', 'cannot be written (EROFS)'],
    ['full', 'nr_inodes=1', 'no room left'],
    ['tiny', 'size=4k', 'has 0 MB free'],
    ['too small', 'size=3m', 'MB are needed to start'],
  ])('when the disk is %s', async (_, options, words) => {
    mount(options);
    try {
      expectSentence(await up(join(mountPoint, 'folder')), words, 'COUNTERSIGN_FOLDER');
    } finally {
      unmount();
    }
  });

  // Where in a batch the room ends is chance: two sizes, because one end in three used to hang.
  it.each(['75m', '120m'])('when a disk of %s becomes full during the sample', async (size) => {
    mount(`size=${size}`);
    try {
      const { code, stderr } = await up(join(mountPoint, 'folder'));
      const sentences = stderr.split('\n').filter((line) => line.startsWith('Countersign cannot start:'));
      expect(sentences).toEqual([expect.stringMatching(/The disk of .* is full: .* make room and start again\.$/)]);
      expect(code).toBe(1);
    } finally {
      unmount();
    }
  });
});
