import { z } from 'zod';

/** Most that a model may be. A thousand trees of 127 leaves are 253,000 nodes and leaves, and some 60 MB of JSON. */
export const limits = {
  bytes: 67_108_864,
  trees: 5_000,
  nodes: 300_000,
  depth: 64,
  inputs: 500,
  words: 1_000,
} as const;

/** What stands around a library's own dump. */
export const modelDocument = z.object({
  format: z.literal('countersign-model/1'),
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,47}$/, 'allowed are 1 to 48 small letters, digits and ._-'),
  eventTypes: z.array(z.string().max(64)).min(1).max(32),
  /** Words of each input that is a word, in the order of their numbers. */
  words: z.record(z.string().max(128), z.array(z.string().max(256)).max(limits.words)).prefault({}),
  baseLogOdds: z.number().min(-20).max(20),
  featuresDigest: z.string().max(64).optional(),
  training: z
    .object({
      rows: z.int().min(0).optional(),
      frauds: z.int().min(0).optional(),
      labelsUntil: z.string().max(40).optional(),
    })
    .prefault({}),
  /** The dump of LightGBM. Another library gets another key. */
  lightgbm: z.unknown(),
});

export type ModelDocument = z.infer<typeof modelDocument>;
