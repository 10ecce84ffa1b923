import { z } from 'zod';
import type { Channel } from './challenge.ts';

/**
 * How much a proof says about who gave it, weakest first (OTP-30): `weak` whoever reads the mail; `medium` whoever holds the
 * phone number, a recovery code or a new app; `strong` whoever holds a device that the owner enrolled.
 */
export const strength = z.enum(['weak', 'medium', 'strong']);
/** How much a proof says about who gave it. */
export type Strength = z.infer<typeof strength>;

/** The strength of a channel, unless something about the proof makes it less. */
export function strengthOf(channel: Channel): Strength {
  switch (channel) {
    case 'authenticator':
      return 'strong';
    case 'sms':
    case 'voice':
      return 'medium';
    case 'email':
      return 'weak';
  }
}
