import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openEmbedded } from '@countersign/embedded';
import { afterEach, describe, expect, test } from 'vitest';
import { crashTopic } from './embedded-crash-batch.ts';
import { temporaryFolder, wallClock, withEmbedded } from './embedded-fixture.ts';

interface Running {
  readonly child: ChildProcess;
  /** Next line that it says. */
  line(): Promise<string>;
  kill(): Promise<void>;
}

const running: Running[] = [];
const folders: { remove(): void }[] = [];
const newFolder = (): string => {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder.path;
};
afterEach(async () => {
  for (const process of running.splice(0)) await process.kill();
  for (const folder of folders.splice(0)) folder.remove();
});

const script = fileURLToPath(new URL('./embedded-process.ts', import.meta.url));
const start = (mode: 'hold' | 'write' | 'unprivileged', folder: string): Running =>
  startScript(process.execPath, [script, mode, folder]);

function startScript(program: string, arguments_: readonly string[]): Running {
  const child = spawn(program, arguments_, { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const process_: Running = {
    child,
    line: async () => String((await lines.next()).value),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
  running.push(process_);
  return process_;
}
const open = (folder: string) => openEmbedded(folder, { clock: wallClock });

describe('who owns a folder', () => {
  test('a folder that another process holds is refused, naming the process, and free once that was killed', async () => {
    const folder = newFolder();
    const other = start('hold', folder);
    expect(await other.line()).toBe('open');
    expect(() => open(folder)).toThrowError(
      expect.objectContaining({
        code: 'folder_in_use',
        message: `The folder ${folder} is in use by process ${other.child.pid}; stop that process, or choose another folder with COUNTERSIGN_FOLDER.`,
      }),
    );
    await other.kill();
    await open(folder).close();
  });

  test('of several processes that start at once on what a dead one left, exactly one gets it', async () => {
    const folder = newFolder();
    const dead = start('hold', folder);
    await dead.line();
    await dead.kill();
    const answers = await Promise.all([1, 2, 3, 4].map(() => start('hold', folder).line()));
    expect(answers.filter((answer) => answer === 'open').length).toBe(1);
    expect(answers.filter((answer) => answer.includes('folder_in_use')).length).toBe(3);
  });

  test('nobody opens it twice in one process; a close gives it back', async () => {
    const folder = newFolder();
    const first = open(folder);
    expect(() => open(folder)).toThrowError(expect.objectContaining({ code: 'folder_in_use' }));
    await first.close();
    await open(folder).close();
  });

  test.each([
    ['of a process whose number was given to another one', JSON.stringify({ pid: process.pid, startedAt: '1' })],
    ['cut off by a crash', '{"pid":'],
  ])('a lock %s holds nobody up', async (_which, lock) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'owner.lock'), lock);
    const embedded = open(folder);
    expect(JSON.parse(readFileSync(join(folder, 'owner.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    await embedded.close();
  });
});

describe('folders that cannot be written', () => {
  test('a read-only folder is refused in one sentence', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    const answer = await start('unprivileged', folder).line();
    expect(JSON.parse(answer)).toEqual({
      code: 'folder_read_only',
      message: `The folder ${folder} cannot be written (EACCES); give this user the right to write there, or choose another folder with COUNTERSIGN_FOLDER.`,
    });
    chmodSync(folder, 0o755);
  });

  test('so is a name that belongs to a file', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(() => open(file)).toThrowError(expect.objectContaining({ code: 'folder_read_only' }));
    expect(() => open(join(file, 'below'))).toThrowError(expect.objectContaining({ code: 'folder_read_only' }));
  });
});

describe('what a folder keeps', () => {
  test('killed in the middle of writing, again and again: nothing acknowledged is lost, nothing is half there', async () => {
    const folder = newFolder();
    for (let round = 0; round < 4; round += 1) {
      const writer = start('write', folder);
      let acknowledged = -1;
      for (let count = 0; count < 20 + round * 7; count += 1) acknowledged = Number(await writer.line());
      await writer.kill();

      const { partitions, reader, close } = open(folder);
      const { positions, outbox, note } = (await partitions.takeOver(0, 'test')).result;
      const n = positions[crashTopic] ?? -1;
      expect(n).toBeGreaterThanOrEqual(acknowledged);
      expect([Number(note), Number(Buffer.from(outbox ?? []).toString())]).toEqual([n, n]);
      const accounts = Array.from({ length: 50 }, (_, account) => `account-${account}`);
      const { profiles } = await partitions.load(0, accounts);
      expect(new Set(profiles.map((bytes) => Number(Buffer.from(bytes ?? []).toString())))).toEqual(new Set([n]));
      const { low, high } = await reader.bounds(crashTopic, 0);
      const records = await reader.read(crashTopic, 0, 0, high);
      expect([low, high >= n + 1, high <= n + 2]).toEqual([0, true, true]);
      expect(records.map(({ offset }) => offset)).toEqual(Array.from({ length: high }, (_, at) => at));
      expect(records.every(({ value, offset }) => Number(Buffer.from(value ?? []).toString()) === offset)).toBe(true);
      await close();
    }
  });

  test('after a restart log, time and stores go on where they were', async () => {
    const folder = newFolder();
    const record = { topic: 'risk.decisions', key: Buffer.from('ana'), value: Buffer.from('1'), partition: 2 };
    const ahead = { ...wallClock, now: () => (wallClock.now() + 3_600_000) as ReturnType<typeof wallClock.now> };
    const first = openEmbedded(folder, { clock: ahead });
    await first.admin.create({ partitions: 4, replicationFactor: 1 });
    await first.publisher.publish([record, record]);
    await first.contacts.put('ana', Buffer.from('sealed'), 3);
    await first.close();

    const second = open(folder);
    expect(await second.admin.create({ partitions: 6, replicationFactor: 1 })).toEqual([]);
    expect(await second.reader.partitionCount('risk.decisions')).toBe(4);
    await second.publisher.publish([record]);
    const records = await second.reader.read('risk.decisions', 2, 0, 10);
    expect(records.map(({ offset }) => offset)).toEqual([0, 1, 2]);
    expect(records[2]?.timestampMs).toBeGreaterThanOrEqual(records[1]?.timestampMs ?? Number.POSITIVE_INFINITY);
    expect(Buffer.from((await second.contacts.get('ana')) ?? []).toString()).toBe('sealed');
    await second.close();
  });
});

describe('a disk without room', () => {
  test('writing fails for good and says so; what was acknowledged is there after a start with more room', async () => {
    const folder = newFolder();
    // A file that may not grow stands in for a disk that cannot; a signal would end the process before it could tell.
    const limited = ['-c', `trap '' XFSZ; ulimit -f 1024; exec "$0" "$@"`, process.execPath];
    const child = startScript('sh', [...limited, script, 'fill', folder]);
    const { acknowledged, ...failure } = JSON.parse(await child.line()) as { acknowledged: number };
    expect(failure).toEqual({
      code: 'disk_full',
      message: `The disk of ${folder} is full: nothing more is taken in and nothing was skipped; make room and start again.`,
    });
    const everything = { again: 'disk_full', reading: 'disk_full', folderItself: 'disk_full' };
    expect(JSON.parse(await child.line())).toEqual(everything);
    if (child.child.exitCode === null) await once(child.child, 'exit');
    expect(child.child.exitCode).toBe(0);

    const { reader, close } = open(folder);
    expect(acknowledged).toBeGreaterThan(20);
    expect(await reader.bounds(crashTopic, 0)).toEqual({ low: 0, high: acknowledged });
    const records = await reader.read(crashTopic, 0, 0, acknowledged);
    expect(records.every(({ value, offset }) => value?.[0] === offset % 256)).toBe(true);
    await close();
  });
});

describe('several partitions at once', () => {
  test('each goes its own way, in step with nobody', async () => {
    await withEmbedded(async ({ partitions }) => {
      const step = (partition: number, n: number) =>
        partitions.apply(partition, {
          expected: n === 0 ? {} : { events: n - 1 },
          next: { events: n },
          profiles: new Map([['ana', Buffer.from(`${partition}:${n}`)]]),
          outbox: Buffer.from(`${partition}:${n}`),
          applyId: `${partition}-${n}`,
          note: '',
        });
      await Promise.all(
        [0, 1, 2].map(async (partition) => {
          for (let n = 0; n < 30; n += 1) expect((await step(partition, n)).result).toBe('applied');
        }),
      );
      for (const partition of [0, 1, 2]) {
        const { profiles } = await partitions.load(partition, ['ana']);
        const [ana] = profiles;
        expect(Buffer.from(ana ?? []).toString()).toBe(`${partition}:29`);
      }
      const rivals = await Promise.all([step(0, 30), step(0, 30), step(0, 31), step(0, 30)]);
      expect(rivals.map(({ result }) => result)).toEqual(['applied', 'applied', 'applied', 'moved']);
    });
  });
});
