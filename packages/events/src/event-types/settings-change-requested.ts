import { z } from 'zod';
import { context } from '../context.ts';

/** The settings whose change can hand an account over. */
export const setting = z.enum([
  'email',
  'phone',
  'password',
  'payment_method',
  'shipping_address',
  'payout',
  'mfa',
  'name',
  /** Standing two-step verification of every login (OTP-40): `add` switches it on, `remove` off. */
  'two_step',
]);
/** A setting whose change is a sensitive act. */
export type Setting = z.infer<typeof setting>;

/** The customer, or somebody in their name, wants to change a setting. The new value does not travel. */
export const settingsChangeRequested = z.object({
  context,
  setting,
  action: z.enum(['add', 'change', 'remove']).optional(),
});
