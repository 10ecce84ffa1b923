import { z } from 'zod';
import { context } from '../context.ts';
import { instant, text } from '../fields.ts';

/** The account's password turned up in a breach. */
export const credentialBreached = z.object({
  context: context.optional(),
  breach: text(128).optional(),
  breachedAt: instant.optional(),
  /** Whether the password in use today is the breached one. */
  current: z.boolean().optional(),
});
