import { existsSync } from 'node:fs';
import { CountersignError } from '@countersign/events';
import type { Model } from '@countersign/models';
import { type ModelFolder, modelDigest } from '@countersign/scorer';
import type { ModelsByDigest } from '@countersign/scoring';
import { prepareModel } from '../models/import-model.ts';
import { policyLines } from '../models/model-lines.ts';

/** A policy's text that names a model, and where the model is found. */
export interface PolicyWithModel {
  readonly text: string;
  readonly models: ModelsByDigest;
}

/**
 * A policy with a model added: alone, with the detectors silent where it speaks. `model` is a file, or the name of one
 * that is kept.
 * @throws CountersignError with one sentence when there is no such model or the policy names models itself
 */
export async function policyWithModel(text: string, model: string, folder: ModelFolder): Promise<PolicyWithModel> {
  if (/^models:/m.test(text)) {
    throw new CountersignError('bad_configuration', 'The policy names models itself; leave out --model.');
  }
  const { digest, found } = existsSync(model) ? await fromFile(model) : kept(model, folder);
  return {
    text: `${text.trimEnd()}\n${policyLines(found.name, digest).join('\n')}\n`,
    models: (wanted) => (wanted === digest ? found : folder.find(wanted)),
  };
}

interface Found {
  readonly digest: string;
  readonly found: Model;
}

async function fromFile(file: string): Promise<Found> {
  const prepared = await prepareModel(file, {});
  if (!prepared.ok) throw new CountersignError('bad_configuration', prepared.problem);
  return { digest: modelDigest(prepared.text), found: prepared.model };
}

function kept(name: string, folder: ModelFolder): Found {
  for (const digest of folder.list()) {
    const found = folder.find(digest);
    if (typeof found === 'object' && (found.name === name || digest === name)) return { digest, found };
  }
  throw new CountersignError(
    'bad_configuration',
    `There is no file ${name}, and no model of that name in ${folder.path}.`,
  );
}
