import { type ModelPieces, modelTextOf } from '@countersign/engine';
import type { Model } from '@countersign/models';
import type { ModelsByDigest } from '@countersign/scoring';
import { modelOfText } from './model-folder.ts';

/** Models that came with published policies, beside those in a folder. */
export interface PublishedModels {
  /** Looks in the folder first. */
  readonly find: ModelsByDigest;
  /** What the topic holds now. */
  take(models: ReadonlyMap<string, ModelPieces>): void;
}

/** Nothing published yet. */
export function publishedModels(folder: ModelsByDigest, topic: string): PublishedModels {
  const known = new Map<string, Model | string>();
  let published: ReadonlyMap<string, ModelPieces> = new Map();
  const read = (digest: string): Model | string | undefined => {
    const pieces = published.get(digest);
    if (pieces === undefined) return undefined;
    const text = modelTextOf(pieces);
    if (text === undefined) return `${topic} does not hold all of it; publish the policy again`;
    const model = modelOfText(text, digest, `${topic}`);
    known.set(digest, model);
    return model;
  };
  return {
    find: (digest) => folder(digest) ?? known.get(digest) ?? read(digest),
    take: (models) => void (published = models),
  };
}
