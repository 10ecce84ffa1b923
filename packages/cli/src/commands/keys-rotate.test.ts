import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyStates, systemRandomness, versionedKeys, writeVersionedKeys } from '@countersign/runtime';
import { describe, expect, it } from 'vitest';
import { type KeysAt, keyLines, keysOf } from './keys-list.ts';
import { purposeOf, rotate } from './keys-rotate.ts';

const nowMs = Date.UTC(2027, 0, 10, 9);
const times = { atMs: nowMs + 120_000, nowMs };
const newAt = (more: Partial<KeysAt> = {}): KeysAt => ({
  folder: mkdtempSync(join(tmpdir(), 'countersign-rotate-')),
  keysCommand: undefined,
  environment: {},
  ...more,
});

describe('keys rotate', () => {
  it('announces a new key in the folder, and the list says so', async () => {
    const at = newAt();
    const [old] = (await keysOf('code', at)).code ?? [];
    const { kid } = await rotate('code', at, times, systemRandomness);
    const keys = (await keysOf('code', at)).code ?? [];
    expect(keyStates('code', keys, nowMs).map(({ kid: one, state }) => `${one} ${state}`)).toEqual([
      `${kid} announced`,
      `${old?.kid} active`,
    ]);
    const lines = (await keyLines(at, times.atMs)).filter((line) => line.includes(kid) || line.includes(`${old?.kid}`));
    expect(lines[0]).toContain('active     2027-01-10T09:02:00Z');
    expect(lines[1]).toContain('old        not written down      until 2027-01-17T09:02:00Z: codes sent before');
    expect(lines.join()).not.toContain(Buffer.from(keys[0]?.secret ?? []).toString('base64'));
  });

  it('writes the file that a variable names', async () => {
    const path = join(newAt().folder, 'outcome');
    writeFileSync(path, writeVersionedKeys([{ kid: 'k1', secret: systemRandomness.bytes(32) }]));
    const at = newAt({ environment: { COUNTERSIGN_KEY_OUTCOME_FILE: path } });
    const { kid } = await rotate('outcome', at, times, systemRandomness);
    const read = versionedKeys.parse(readFileSync(path, 'utf8').trim());
    expect(read.map((key) => key.kid)).toEqual([kid, 'k1']);
  });

  it.each([
    [
      'keys of a variable',
      { COUNTERSIGN_KEY_CODE: 'k1:x' },
      undefined,
      'come from COUNTERSIGN_KEY_CODE, which cannot be',
    ],
    ['keys of a command', {}, 'kms', 'come from COUNTERSIGN_KEYS_COMMAND, which cannot be written from here'],
    ['a file that is not there', {}, undefined, 'cannot be changed (ENOENT)'],
  ])('refuses %s', async (_, environment, keysCommand, why) => {
    await expect(rotate('code', newAt({ environment, keysCommand }), times, systemRandomness)).rejects.toThrow(why);
  });

  it('leaves the file as it was when the rotation is refused', async () => {
    const at = newAt();
    await keysOf('pseudonym', at);
    const path = join(at.folder, 'keys', 'pseudonym.key');
    const before = readFileSync(path, 'utf8');
    await expect(rotate('pseudonym', at, times, systemRandomness)).rejects.toThrow('cannot be rotated');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('knows the purposes by name', () => {
    expect(purposeOf('challenge-id')).toBe('challenge-id');
    expect(() => purposeOf('codes')).toThrow('There are no keys for "codes"; allowed: pseudonym, challenge-id');
  });
});
