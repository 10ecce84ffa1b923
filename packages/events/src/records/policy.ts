import { z } from 'zod';
import { digest, instant, text } from '../fields.ts';

const named = {
  id: text(64),
  version: z.int().min(1),
  /** Of the document's bytes, as decisions record it. */
  digest,
};
const said = {
  /** Who did it, as they call themselves. */
  by: text(64).optional(),
  note: text(200).optional(),
};

/** One version of a policy document. Value of `risk.policies` under the key `id@version` (DEL-22). */
export const policyPublished = z.object({
  ...named,
  /** The YAML document, compressed with Zstandard, in base64: so 1 MiB of it fits into an ordinary record. */
  document: z.base64().min(1).max(60_000),
  publishedAt: instant,
  ...said,
});
/** A published policy as it is decoded. */
export type PolicyPublished = z.infer<typeof policyPublished>;

/** Once that a policy came into force; `shipped`: it came with the product and nobody had published one. */
export const policyActivation = z.object({
  ...named,
  activatedAt: instant,
  how: z.enum(['shipped', 'published', 'rolled_back']),
  ...said,
});
/** One time that a policy came into force, as it is decoded. */
export type PolicyActivation = z.infer<typeof policyActivation>;

/** Most of what was in force before that a pointer remembers. */
export const mostPolicyHistory = 40;

/**
 * Which policy is in force (key `active`) or decides beside it (key `candidate`). Value of `risk.policies`. Carries what was
 * there before, newest first, because compaction drops older pointers.
 */
export const policyActivated = policyActivation.extend({ history: z.array(policyActivation).max(mostPolicyHistory) });
/** A pointer as it is decoded. */
export type PolicyActivated = z.infer<typeof policyActivated>;
