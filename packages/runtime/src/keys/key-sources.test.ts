import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@countersign/engine';
import { epochMs } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import { changeSecretFile } from '../change-secret-file.ts';
import { systemRandomness } from '../system-randomness.ts';
import { configuredKeySource } from './configured-key-source.ts';
import { followKeys } from './follow-keys.ts';
import type { KeyPurpose } from './key-purpose.ts';
import { type VersionedKey, writeVersionedKeys } from './versioned-key.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'countersign-sources-'));
const key = (kid: string): VersionedKey => ({ kid, secret: systemRandomness.bytes(32) });
const text = (...keys: readonly VersionedKey[]): string => writeVersionedKeys(keys);

const sourceOf = (
  purposes: readonly KeyPurpose[],
  environment: Readonly<Record<string, string>> = {},
  command?: string,
  folder = newFolder(),
) => configuredKeySource({ purposes, environment, command, folder, randomness: systemRandomness });

/** A program that prints what it is given. */
function printing(output: string, exitCode = 0): string {
  const script = join(newFolder(), 'keys.mjs');
  writeFileSync(script, `process.stdout.write(${JSON.stringify(output)}); process.exitCode = ${exitCode};`);
  return `${process.execPath} ${script}`;
}

describe('keys', () => {
  it('come from a variable, a file, a command and the folder, each purpose from one place', async () => {
    const [ofVariable, ofFile, ofCommand] = [key('v1'), key('f1'), key('c1')];
    const file = join(newFolder(), 'code');
    writeFileSync(file, text(ofFile));
    const environment = { COUNTERSIGN_KEY_OUTCOME: text(ofVariable), COUNTERSIGN_KEY_CODE_FILE: file };
    const command = printing(JSON.stringify({ contacts: text(ofCommand), code: 'not asked for' }));
    const read = await sourceOf(['outcome', 'code', 'contacts'], environment, command).read();
    expect([read.outcome, read.code, read.contacts].map((keys) => keys?.[0]?.kid)).toEqual(['v1', 'f1', 'c1']);
    const inFolder = await sourceOf(['outcome', 'code'], { COUNTERSIGN_KEY_OUTCOME: text(ofVariable) }).read();
    expect(inFolder.code?.[0]?.secret).toHaveLength(32);
  });

  const planted = 'c3VwZXItc2VjcmV0LXBsYW50ZWQtdmFsdWUtZm9yLWEta2V5';
  it.each([
    ['a command that fails', printing(planted, 3), 'ended with 3; it must end with 0 and print the keys'],
    ['a command that is not there', '/no/such/command --token planted', '(/no/such/command) could not be run (ENOENT)'],
    ['no JSON', printing(planted), 'that are no JSON object of texts'],
    ['a purpose that is missing', printing('{}'), "printed no keys of 'code'"],
    ['a short key', printing(JSON.stringify({ code: 'k1:cGxhbnRlZA==' })), "printed 'code': key k1 has 7 bytes"],
  ])('are refused in one sentence without the keys: %s', async (_, command, why) => {
    const refusal = await sourceOf(['code'], {}, command)
      .read()
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'bad_configuration', message: expect.stringContaining(why) });
    expect(String(refusal)).not.toMatch(/planted|cGxhbnRlZA|c3VwZXI/);
  });

  it('are refused when two purposes share one, wherever they come from', async () => {
    const one = text(key('k1'));
    const source = sourceOf(
      ['outcome', 'code'],
      { COUNTERSIGN_KEY_OUTCOME: one },
      printing(JSON.stringify({ code: one })),
    );
    await expect(source.read()).rejects.toThrow('every purpose has keys of its own');
  });
});

describe('followed keys', () => {
  /** A clock whose timers run when told to. */
  const manualClock = () => {
    let due: (() => void) | undefined;
    const clock: Clock = {
      now: () => epochMs(Date.now()),
      after: (_, run) => {
        due = run;
        return () => (due = undefined);
      },
    };
    return { clock, tick: () => due?.(), isWaiting: () => due !== undefined };
  };
  const lines: string[] = [];
  const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };

  it('take what a file says later, keep what they had when it cannot be read, and say so once', async () => {
    const file = join(newFolder(), 'code');
    const [k1, k2] = [key('k1'), key('k2')];
    writeFileSync(file, text(k1));
    const { clock, tick, isWaiting } = manualClock();
    const source = sourceOf(['code'], { COUNTERSIGN_KEY_CODE_FILE: file });
    const keys = await followKeys(source, { clock, log, everyMs: 1 });
    writeFileSync(file, text(k2, k1));
    tick();
    await keys.look();
    expect([keys.ring.current('code').kid, keys.problem()]).toEqual(['k2', undefined]);
    writeFileSync(file, 'half a ke');
    await keys.look();
    await keys.look();
    expect(keys.problem()).toContain('COUNTERSIGN_KEY_CODE_FILE');
    expect(keys.ring.current('code').kid).toBe('k2');
    writeFileSync(file, text(k1, key('k2')));
    await keys.look();
    expect(keys.problem()).toContain("The key k2 of 'code' is another one than before");
    writeFileSync(file, text(k2));
    await keys.look();
    expect([keys.problem(), keys.ring.find('code', 'k1')]).toEqual([undefined, undefined]);
    expect(lines.filter((line) => line.includes('cannot be read anew'))).toHaveLength(2);
    keys.stop();
    expect(isWaiting()).toBe(false);
  });

  it('that cannot be read at first are refused', async () => {
    const source = sourceOf(['code'], { COUNTERSIGN_KEY_CODE_FILE: '/no/such/file' });
    const { clock } = manualClock();
    await expect(followKeys(source, { clock, log, everyMs: 1 })).rejects.toThrow('which cannot be read (ENOENT)');
  });
});

describe('changeSecretFile', () => {
  it('changes the whole text and keeps the mode, or changes nothing', () => {
    const file = join(newFolder(), 'code.key');
    writeFileSync(file, 'one\n', { mode: 0o600 });
    changeSecretFile(file, (before) => `${before} two`);
    expect(readFileSync(file, 'utf8')).toBe('one two\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() =>
      changeSecretFile(file, () => {
        throw new Error('no');
      }),
    ).toThrow(`${file} cannot be changed`);
    changeSecretFile(file, (before) => `${before} three`);
    expect(readFileSync(file, 'utf8')).toBe('one two three\n');
  });

  it('says so when another process is changing it', () => {
    const file = join(newFolder(), 'code.key');
    writeFileSync(file, 'one');
    changeSecretFile(file, (before) => {
      expect(() => changeSecretFile(file, () => 'x')).toThrow('is being changed by another process');
      return before;
    });
  });
});
