import { z } from 'zod';
import { context } from '../context.ts';
import { text } from '../fields.ts';

/**
 * The customer, or support for them, took a device off the account (OTP-41): the scorer forgets what it learned of it, so the next
 * sign-in there is one on a new device. Ending its sessions is upstream's.
 */
export const deviceRemoved = z.object({
  /** As other events name it in `context.deviceId`; the decision names this one, not where it was removed from. */
  deviceId: text(128),
  context: context.optional(),
});
