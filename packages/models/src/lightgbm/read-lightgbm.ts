import type { z } from 'zod';
import { limits } from '../model-document.ts';
import { sentenceOf } from '../sentence-of.ts';
import type { Forest } from '../forest/forest.ts';
import { lightgbmDump } from './lightgbm-dump.ts';
import { growForest } from './grow-forest.ts';

/** What is read of a dump, or one sentence that says what is wrong with it. */
export type LightgbmRead =
  | {
      readonly ok: true;
      readonly forest: Forest;
      readonly inputNames: readonly string[];
      /** Words of the categorical columns of the pandas frame that it was trained on; undefined where there was none. */
      readonly pandasWords: ReadonlyMap<string, readonly string[]> | undefined;
      /** The first tree's root: log-odds among the training rows, where training began from their average. */
      readonly rootLogOdds: number | undefined;
    }
  | { readonly ok: false; readonly problem: string };

/** Reads what `booster.dump_model()` gives. */
export function readLightgbm(dump: unknown): LightgbmRead {
  const parsed = lightgbmDump.safeParse(dump);
  if (!parsed.success) return { ok: false, problem: `the LightGBM dump is refused at ${sentenceOf(parsed.error)}` };
  const head = parsed.data;
  const grown = growForest(
    head.tree_info.map(({ tree_structure }) => tree_structure),
    { ...limits, inputs: head.feature_names.length, sigmoid: sigmoidOf(head.objective) },
  );
  if (!grown.ok) return grown;
  return {
    ok: true,
    forest: grown.forest,
    inputNames: head.feature_names,
    pandasWords: pandasWordsOf(head),
    rootLogOdds: rootValueOf(head.tree_info[0]?.tree_structure),
  };
}

/** LightGBM's probability is the logistic of so many times the margin. */
const sigmoidOf = (objective: string): number => Number(/sigmoid:([\d.]+)/.exec(objective)?.[1] ?? 1);

/** Which list belongs to which column is not said: to those for which categories are listed, in order. */
function pandasWordsOf({
  pandas_categorical: lists,
  feature_infos: infos,
  feature_names: names,
}: z.infer<typeof lightgbmDump>): ReadonlyMap<string, readonly string[]> | undefined {
  if (!lists || lists.length === 0) return undefined;
  const categorical = names.filter((name) => (infos?.[name]?.values?.length ?? 0) > 0);
  if (categorical.length !== lists.length) return undefined;
  return new Map(categorical.map((name, at) => [name, (lists[at] ?? []).map(String)]));
}

function rootValueOf(root: unknown): number | undefined {
  const value = (root as { readonly internal_value?: unknown } | undefined)?.internal_value;
  return typeof value === 'number' ? value : undefined;
}
