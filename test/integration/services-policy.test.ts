import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedPolicyFile } from '@countersign/scorer';
import { afterAll, expect, test } from 'vitest';
import { plainEnvironment } from '../e2e/installation-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-policy-refused-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing listens on port 1: a policy is judged before anything is connected. */
function startScorer(policy: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const main = fileURLToPath(new URL('../../services/scorer/src/main.ts', import.meta.url));
  const env = {
    ...plainEnvironment(),
    COUNTERSIGN_FOLDER: folder,
    COUNTERSIGN_KAFKA_BROKERS: '127.0.0.1:1',
    COUNTERSIGN_REDIS_URL: 'redis://127.0.0.1:1',
    COUNTERSIGN_POLICY: policy,
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => void (said += String(bytes)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

test('a scorer without a readable policy ends and says which file (DEL-15)', async () => {
  const { code, said } = await startScorer(join(folder, 'missing.yaml'));
  expect(code).toBe(1);
  expect(said).toContain('missing.yaml cannot be read (ENOENT); set COUNTERSIGN_POLICY');
});

test('misspelt keys of a policy are all named, each with the nearest (DEL-15)', async () => {
  const file = join(folder, 'misspelt.yaml');
  writeFileSync(file, readFileSync(shippedPolicyFile, 'utf8').replaceAll('lifetimeSeconds:', 'lifetimeSecond:'));
  const { code, said } = await startScorer(file);
  expect(code).toBe(1);
  expect(said.match(/lifetimeSeconds/g)?.length).toBeGreaterThan(1);
});
