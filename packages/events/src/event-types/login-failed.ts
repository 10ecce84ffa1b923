import { z } from 'zod';
import { context } from '../context.ts';

/** A login was refused. For names that do not exist `subject` is the pseudonym of the name. */
export const loginFailed = z.object({
  context,
  reason: z.enum(['wrong_password', 'unknown_account', 'locked', 'second_factor', 'other']).optional(),
});
