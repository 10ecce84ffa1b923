import { z } from 'zod';
import { instant, text } from '../fields.ts';

/** One version of a policy document. Value of `risk.policies` under the key `id@version` (DEL-22). */
export const policyPublished = z.object({
  id: text(64),
  version: z.int().min(1),
  /** The YAML document itself. */
  document: z.string().min(1).max(48_000),
  publishedAt: instant,
});
/** A published policy as it is decoded. */
export type PolicyPublished = z.infer<typeof policyPublished>;

/** Which policy is in force. Value of `risk.policies` under the key `active`. */
export const policyActivated = z.object({ id: text(64), version: z.int().min(1), activatedAt: instant });
/** An activation as it is decoded. */
export type PolicyActivated = z.infer<typeof policyActivated>;
