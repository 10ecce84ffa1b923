import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { livePolicy } from './live-policy.ts';
import { loadPolicy, shippedPolicyFile } from './load-policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-policy-'));
const file = join(folder, 'policy.yaml');
const shipped = readFileSync(shippedPolicyFile, 'utf8');
afterAll(() => rmSync(folder, { recursive: true }));

it('takes a good file, and keeps the policy in force when the file is bad or gone', () => {
  const errors: string[] = [];
  writeFileSync(file, shipped);
  const live = livePolicy(() => loadPolicy(file), { info: () => {}, error: (message) => errors.push(message) });
  const first = live.current();

  writeFileSync(file, 'nonsense: true\n');
  expect(live.reload()).toBe('refused');
  expect(live.current()).toBe(first);
  expect(live.problem()).toMatch(/stays .*@.* is refused/s);
  rmSync(file);
  live.reload();
  expect(live.current()).toBe(first);
  expect(live.problem()).toContain('cannot be read (ENOENT)');
  expect(errors).toHaveLength(2);

  writeFileSync(file, `${shipped}\n# reviewed\n`);
  expect(live.reload()).toBe('ok');
  expect(live.problem()).toBeUndefined();
  expect(live.current().digest).not.toBe(first.digest);
});

it('does not start without a policy', () => {
  const live = livePolicy(() => loadPolicy(join(folder, 'missing.yaml')), console);
  expect(() => live.current()).toThrow('cannot be read');
});
