import { readFileSync } from 'node:fs';
import { type LogReader, type LogRecord, type PolicyText, planPublish, readPolicies } from '@countersign/engine';
import { wrapDump } from '@countersign/models';
import { expect, it } from 'vitest';
import { readPolicyFile } from './load-policy.ts';
import { modelDigest } from './model-folder.ts';
import { readPolicyText } from './policy-text.ts';
import { publishedModels } from './published-models.ts';

const golden = new URL('../../../packages/models/golden/absent-is-missing.golden.json', import.meta.url);
const { dump } = JSON.parse(readFileSync(golden, 'utf8')) as { readonly dump: object };
const wrapped = wrapDump(JSON.stringify(dump), { name: 'cards', eventTypes: ['purchase.requested'], baseLogOdds: -1 });
if (!wrapped.ok) throw new Error(wrapped.problem);
const model = { digest: modelDigest(wrapped.text), text: wrapped.text };
const shipped = readPolicyFile();
const text = `${shipped.replace('\nversion: 1\n', '\nversion: 2\n')}\nmodels:\n  - { name: cards, digest: ${model.digest} }\n`;
const policyText = (document: string, version: number, models: PolicyText['models'] = []): PolicyText => ({
  id: 'default',
  version,
  digest: modelDigest(document),
  text: document,
  models,
});
const topic = 'risk.policies';

/** The register after a plan's records, some of them lost. */
async function registerAfter(keeps: (key: string) => boolean) {
  const change = { topic, register: await readPolicies(readerOf([]), topic), at: '2026-03-01T00:00:00.000Z' };
  const plan = planPublish(policyText(text, 2, [model]), policyText(shipped, 1), change);
  if (!plan.ok) throw new Error(plan.problem);
  const kept = plan.records.filter(({ key }) => keeps(Buffer.from(key ?? []).toString()));
  const keys = plan.records.map(({ key }) => Buffer.from(key ?? []).toString());
  expect(keys.indexOf(`model:${model.digest}:0`)).toBeLessThan(keys.indexOf('default@2'));
  const log = kept.map(({ key, value }, offset) => ({
    topic,
    partition: 0,
    offset,
    timestampMs: 0,
    key,
    value,
    headers: {},
  }));
  return readPolicies(readerOf(log), topic);
}
const readerOf = (log: readonly LogRecord[]): LogReader => ({
  partitionCount: () => Promise.resolve(1),
  bounds: () => Promise.resolve({ low: 0, high: log.length }),
  read: (_, __, from, most) => Promise.resolve(log.slice(from, from + most)),
  offsetAt: () => Promise.resolve(0),
});

it('lets a scorer that has no file of it use a model that came with the policy', async () => {
  const { models } = await registerAfter(() => true);
  const published = publishedModels(() => undefined, topic);
  expect(readPolicyText(text, published.find).ok).toBe(false);
  published.take(models);
  const read = readPolicyText(text, published.find);
  expect(read.ok && read.policy.byType['purchase.requested'].model?.model.name).toBe('cards');
});

it('refuses the policy where a piece of the model is not there', async () => {
  const { models } = await registerAfter((key) => !key.startsWith('model:'));
  const published = publishedModels(() => undefined, topic);
  published.take(models);
  const read = readPolicyText(text, published.find);
  expect(read.ok ? [] : read.problems).toEqual([expect.stringContaining('is not here; import it with')]);
});

it('publishes a model once', async () => {
  const register = await registerAfter(() => true);
  const again = { topic, register, at: '2026-03-02T00:00:00.000Z' };
  const plan = planPublish(policyText(`${text}# again\n`, 3, [model]), policyText(shipped, 1), again);
  const keys = plan.ok ? plan.records.map(({ key }) => Buffer.from(key ?? []).toString()) : [];
  expect(keys).toEqual(['default@3', 'active']);
});
