import { z } from 'zod';
import { context } from '../context.ts';
import { instant, text } from '../fields.ts';

/** The delivery moved to another time. */
export const deliveryRescheduled = z.object({
  context: context.optional(),
  orderId: text(128),
  stopId: text(128),
  windowStart: instant.optional(),
  windowEnd: instant.optional(),
  /** IANA name of the recipient's time zone. */
  timeZone: text(64).optional(),
});
