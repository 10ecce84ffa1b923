import { z } from 'zod';
import { context } from '../context.ts';

/** The password was accepted; the session is not issued yet. */
export const loginSucceeded = z.object({
  context,
  method: z.enum(['password', 'passkey', 'sso', 'remembered', 'other']).optional(),
});
