import { z } from 'zod';
import { context } from '../context.ts';

/** The password was accepted; the session is not issued yet. */
export const loginSucceeded = z.object({
  context,
  /** Upstream checked its own signed, revocable "remember this browser" token of at most 30 days (OTP-40). */
  rememberedBrowser: z.boolean().optional(),
  method: z.enum(['password', 'passkey', 'sso', 'remembered', 'other']).optional(),
});
