import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wrapDump } from '@countersign/models';
import { afterAll, expect, it } from 'vitest';
import { loadPolicy, shippedPolicyFile } from './load-policy.ts';
import { modelFolder } from './model-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-models-'));
afterAll(() => rmSync(root, { recursive: true }));
const golden = new URL('../../../packages/models/golden/absent-is-missing.golden.json', import.meta.url);
const { dump } = JSON.parse(readFileSync(golden, 'utf8')) as { readonly dump: object };
const wrapped = wrapDump(JSON.stringify(dump), { name: 'cards', eventTypes: ['purchase.requested'], baseLogOdds: -1 });
if (!wrapped.ok) throw new Error(wrapped.problem);
const { text } = wrapped;

it('keeps a model under the digest of its bytes, and finds it there, whole', () => {
  const folder = modelFolder(join(root, 'kept'));
  expect(folder.list()).toEqual([]);
  const digest = folder.keep(text);
  expect(folder.keep(text)).toBe(digest);
  expect(readdirSync(folder.path)).toEqual([`${digest}.json`]);
  expect(folder.list()).toEqual([digest]);
  expect(modelFolder(folder.path).find(digest)).toMatchObject({ name: 'cards' });
  expect(folder.find('x'.repeat(43))).toBeUndefined();
});

it('does not take other bytes for the model', () => {
  const folder = modelFolder(join(root, 'changed'));
  const digest = folder.keep(text);
  writeFileSync(join(folder.path, `${digest}.json`), text.replace('"cards"', '"birds"'));
  expect(folder.find(digest)).toMatch(/holds other bytes than its name says; import the model again$/);
});

it('lets a policy be loaded that names what is here, and refuses one that names what is not, with the line', () => {
  const folder = modelFolder(join(root, 'policy'));
  const digest = folder.keep(text);
  const file = join(root, 'policy.yaml');
  const [shipped] = readFileSync(shippedPolicyFile, 'utf8').split('\n# What must come of it'); // Its cases expect the detectors.
  writeFileSync(file, `${shipped}\nmodels:\n  - { name: cards, digest: ${digest} }\n`);
  expect(loadPolicy(file, folder.find).byType['purchase.requested'].model?.model.name).toBe('cards');
  expect(() => loadPolicy(file)).toThrow(
    new RegExp(`line \\d+, column 28: models\\.0\\.digest: the model cards \\(${digest}\\) is not here`),
  );
});
