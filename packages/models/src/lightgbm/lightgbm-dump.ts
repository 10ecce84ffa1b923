import { z } from 'zod';
import { limits } from '../model-document.ts';

/** The head of what `booster.dump_model()` of LightGBM 3 and 4 gives; trees are read node by node. */
export const lightgbmDump = z.object({
  name: z.literal('tree'),
  version: z.enum(['v3', 'v4']),
  num_class: z.literal(1),
  num_tree_per_iteration: z.literal(1),
  /** Only a binary objective gives log-odds. */
  objective: z.string().regex(/^binary( |$)/, 'allowed is binary: only that gives log-odds'),
  average_output: z.literal(false, 'random forests average their trees; train with boosting gbdt, goss or dart'),
  feature_names: z.array(z.string().max(128)).min(1).max(limits.inputs),
  tree_info: z
    .array(z.object({ tree_structure: z.unknown() }))
    .min(1)
    .max(limits.trees),
  pandas_categorical: z.array(z.array(z.union([z.string(), z.number(), z.boolean()]))).nullish(),
  feature_infos: z.record(z.string(), z.object({ values: z.array(z.unknown()).optional() })).optional(),
});

/** What a tree sends left and right, before its children are looked at. */
export const splitNode = z.object({
  split_feature: z.int().min(0),
  decision_type: z.enum(['<=', '==']),
  /** A number, or category numbers joined by `||`. */
  threshold: z.union([
    z.number(),
    z.string().regex(/^\d{1,5}(\|\|\d{1,5})*$/, 'allowed is a number or category numbers'),
  ]),
  default_left: z.boolean(),
  missing_type: z.enum(['None', 'Zero', 'NaN']),
  internal_count: z.int().min(1),
  left_child: z.unknown(),
  right_child: z.unknown(),
});

export const leafNode = z.object({
  leaf_value: z.number(),
  leaf_count: z.int().min(1).optional(),
  leaf_coeff: z.undefined('linear trees are not supported; train with linear_tree: false').optional(),
});

export type SplitNode = z.infer<typeof splitNode>;
