import type { Model } from '@countersign/models';
import type { PolicyProblem } from '../policy/validate-policy.ts';
import { type BoundModel, bindModel } from './bind-model.ts';
import type { ModelEntry } from './model-entry.ts';

/** Finds an imported model by the digest of its file; undefined, or one sentence, where it cannot be had. */
export type ModelsByDigest = (digest: string) => Model | string | undefined;

/** A model's part in the score of one event type. */
export interface ModelPart {
  readonly model: BoundModel;
  readonly weight: number;
  /** Factor for the points of the detectors. */
  readonly detectors: number;
}

/** The models of a policy by event type, and everything that is wrong with them. */
export function compileModels(
  entries: readonly ModelEntry[],
  models: ModelsByDigest,
): { readonly byType: ReadonlyMap<string, ModelPart>; readonly problems: readonly PolicyProblem[] } {
  const byType = new Map<string, ModelPart>();
  const problems: PolicyProblem[] = [];
  for (const [at, entry] of entries.entries()) {
    const found = modelOf(entry, models);
    if (typeof found === 'string') {
      problems.push({ path: `models.${at}.digest`, message: found });
      continue;
    }
    for (const type of entry.on ?? found.eventTypes) {
      const other = byType.get(type);
      if (other !== undefined) {
        problems.push({ path: `models.${at}`, message: `${type} has the model ${other.model.name} already` });
      }
      byType.set(type, { model: found.bound, weight: entry.weight, detectors: entry.detectors });
    }
  }
  return { byType, problems };
}

function modelOf(
  { name, digest }: ModelEntry,
  models: ModelsByDigest,
): { readonly bound: BoundModel; readonly eventTypes: readonly string[] } | string {
  const model = models(digest);
  if (model === undefined)
    return `the model ${name} (${digest}) is not here; import it with \`countersign model import\``;
  if (typeof model === 'string') return `the model ${name} (${digest}) cannot be used: ${model}`;
  if (model.name !== name) return `this is the digest of the model ${model.name}, not of ${name}`;
  const bound = bindModel(model);
  return bound.ok ? { bound: bound.bound, eventTypes: model.eventTypes } : bound.problem;
}
