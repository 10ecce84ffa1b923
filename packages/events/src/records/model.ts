import { z } from 'zod';
import { instant } from '../fields.ts';

/**
 * A piece of an imported model's file, so that scorers have what published policies name. Value of `risk.policies` under the key
 * `model:<digest>:<part>`; all pieces of a model are published before a policy that names it.
 */
export const modelPublished = z.object({
  /** SHA-256 of the whole file, base64url. */
  digest: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** From 0. */
  part: z.int().min(0).max(511),
  parts: z.int().min(1).max(512),
  /** Of the file compressed with Zstandard, cut into pieces; in base64. */
  bytes: z.base64().min(1).max(60_000),
  publishedAt: instant,
});
/** A piece of a model as it is decoded. */
export type ModelPublished = z.infer<typeof modelPublished>;
