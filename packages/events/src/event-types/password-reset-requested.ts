import { z } from 'zod';
import { context } from '../context.ts';

/** Somebody asked to set a new password without knowing the old one. */
export const passwordResetRequested = z.object({
  context,
  channel: z.enum(['email', 'sms', 'support', 'other']).optional(),
});
