import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadPolicyText, modelFolder, readPolicyFile } from '@countersign/scorer';
import { policyWithModel } from '../evaluation/policy-with-model.ts';
import { type ImportFlags, featuresDigest, importModel } from './import-model.ts';
import { modelLines, policyLines } from './model-lines.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-import-'));
afterAll(() => rmSync(root, { recursive: true }));
const golden = new URL('../../../models/golden/absent-is-missing.golden.json', import.meta.url);
const { dump } = JSON.parse(readFileSync(golden, 'utf8')) as { readonly dump: object };
const dumpText = JSON.stringify(dump);

const fileOf = (name: string, text: string): string => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};
const folder = modelFolder(join(root, 'models'));
const refusal = async (text: string, flags: ImportFlags = { on: 'purchase.requested' }): Promise<string> => {
  const imported = await importModel(fileOf('refused.json', text), flags, modelFolder(join(root, 'none')));
  return imported.ok ? '' : imported.problem;
};
/** A model file around the dump. */
const modelFile = (more: object): string =>
  JSON.stringify({
    format: 'countersign-model/1',
    name: 'cards',
    eventTypes: ['purchase.requested'],
    words: { country: Array.from({ length: 40 }, (_, at) => `C${String(at).padStart(2, '0')}`) },
    baseLogOdds: -4.5,
    lightgbm: dump,
    ...more,
  });

describe('importing', () => {
  it('keeps a bare dump under its digest, and says how a policy names it', async () => {
    const imported = await importModel(
      fileOf('My Cards.json', dumpText),
      { on: 'purchase.requested', baseRate: 0.01 },
      folder,
    );
    if (!imported.ok) throw new Error(imported.problem);
    expect(imported.model).toMatchObject({ name: 'my-cards', baseLogOdds: Math.log(0.01 / 0.99) });
    expect(folder.find(imported.digest)).toMatchObject({ name: 'my-cards' });
    expect(modelLines(imported.model)).toEqual([
      'my-cards, about purchase.requested',
      '  6 trees, 72 leaves',
      '  5 inputs: spendZ, amount, purchases1h, country, deviceKnown',
      '  frauds among its training rows: 1 %',
    ]);
    expect(policyLines('my-cards', imported.digest)[1]).toContain(imported.digest);
  });

  it('warns of features of another release, and of none where they are ours', async () => {
    const ours = await importModel(fileOf('ours.json', modelFile({ featuresDigest })), {}, folder);
    expect(ours).toMatchObject({ ok: true, warnings: [] });
    const others = await importModel(fileOf('others.json', modelFile({ featuresDigest: 'x' })), {}, folder);
    expect(others).toMatchObject({ ok: true, warnings: [expect.stringContaining('another release')] });
  });

  it('refuses with one sentence what cannot be used, and keeps nothing of it', async () => {
    expect(await refusal(dumpText, {})).toMatch(/refused\.json: a bare dump does not say what it is about; give --on/);
    expect(await refusal(dumpText.slice(0, 1_000))).toMatch(
      /it is cut off: the JSON does not end after 1000 characters\.$/,
    );
    expect(await refusal(dumpText, { on: 'purchase.requestd' })).toMatch(
      /it is about purchase\.requestd, which is no event type\.$/,
    );
    expect(await refusal(dumpText.replaceAll('spendZ', 'spendzz'))).toMatch(
      /the model refused needs what this release does not have: 'spendzz' \(did you mean 'spendZ'\?\) is no feature\.$/,
    );
    await expect(importModel(join(root, 'nowhere.json'), {}, folder)).rejects.toThrow('there is no such file');
    expect(modelFolder(join(root, 'none')).list()).toEqual([]);
  });
});

describe('a policy with a model', () => {
  it('names a file, or a model that is kept, and lets it decide in place of the detectors', async () => {
    const shipped = readPolicyFile();
    await importModel(fileOf('cards.json', modelFile({})), {}, folder);
    for (const model of [join(root, 'cards.json'), 'cards']) {
      const { text, models } = await policyWithModel(shipped, model, folder);
      const { byType } = loadPolicyText('with a model', text, models);
      expect(byType['purchase.requested']).toMatchObject({
        signals: [],
        model: { weight: 1, model: { name: 'cards' } },
      });
      expect(byType['login.succeeded'].model).toBeUndefined();
    }
  });

  it('is refused where there is no such model, or the policy names models itself', async () => {
    await expect(policyWithModel('', 'birds', folder)).rejects.toThrow(
      'There is no file birds, and no model of that name',
    );
    await expect(policyWithModel('models: []\n', 'cards', folder)).rejects.toThrow('The policy names models itself');
  });
});
