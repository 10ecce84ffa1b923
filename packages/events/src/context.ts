import { z } from 'zod';
import { text } from './fields.ts';

/** How and from where the act was tried. Everything in it is the client's claim (SEC-08). */
export const context = z.object({
  ip: z.union([z.ipv4(), z.ipv6()], 'Invalid IP address: one IPv4 or IPv6 address is allowed').optional(),
  userAgent: text(1024).optional(),
  deviceId: text(128).optional(),
  sessionId: text(128).optional(),
  channel: z.enum(['web', 'app', 'phone', 'store', 'api']).optional(),
  /** Which of several people using one account. */
  actorId: text(128).optional(),
  /** Authentication methods of this session, RFC 8176 (`pwd`, `otp`, `hwk`, …), when known. */
  amr: z.array(text(32)).max(16).optional(),
});
/** The context as it is decoded. */
export type Context = z.infer<typeof context>;
