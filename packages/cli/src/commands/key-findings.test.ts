import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRandomness, writeVersionedKeys } from '@countersign/runtime';
import { expect, it } from 'vitest';
import { keyFindings } from './key-findings.ts';

const nowMs = Date.UTC(2027, 5, 1);
const dayMs = 86_400_000;
const key = (kid: string, activeFromMs: number) => ({ kid, secret: systemRandomness.bytes(32), activeFromMs });

/** What doctor finds of keys that lie in a file, as text. */
async function foundOf(text: string, name = 'COUNTERSIGN_KEY_CODE_FILE'): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-doctor-'));
  const file = join(folder, 'keys');
  writeFileSync(file, text);
  const findings = await keyFindings({ folder, keysCommand: undefined, environment: { [name]: file } }, nowMs);
  return findings.map(({ what, how, says }) => `${how} ${what}: ${says.replaceAll(file, 'FILE')}`);
}

it('says nothing of keys that are not here', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-doctor-'));
  expect(await keyFindings({ folder, keysCommand: undefined, environment: {} }, nowMs)).toEqual([]);
});

it('says how old the key in use is, and what is announced', async () => {
  const keys = writeVersionedKeys([key('k2', nowMs + dayMs), key('k1', nowMs - 30 * dayMs)]);
  expect(await foundOf(keys)).toEqual([
    'ok key code: k1 in use for 30 days (FILE); k2 is announced for 2027-06-02T00:00:00.000Z',
  ]);
});

it('warns of a key of more than a year, and not of one that cannot be rotated', async () => {
  const old = writeVersionedKeys([key('k1', nowMs - 366 * dayMs)]);
  expect((await foundOf(old))[0]).toMatch(/^warning key code: k1 has been in use for 366 days, .*keys rotate code/);
  expect((await foundOf(old, 'COUNTERSIGN_KEY_PSEUDONYM_FILE'))[0]).toMatch(/^ok key pseudonym/);
});

it('says what is wrong with a file, without its text', async () => {
  const [finding] = await foundOf('planted-not-a-key');
  expect(finding).toMatch(/^problem key code: COUNTERSIGN_KEY_CODE_FILE is a secret of 17 characters/);
  expect(finding).not.toContain('planted');
});
