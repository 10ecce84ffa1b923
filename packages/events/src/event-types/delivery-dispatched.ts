import { z } from 'zod';
import { context } from '../context.ts';
import { instant, text } from '../fields.ts';
import { money } from '../money.ts';
import { place } from '../place.ts';

/** A parcel or grocery order left for the customer. */
export const deliveryDispatched = z.object({
  context: context.optional(),
  orderId: text(128),
  stopId: text(128),
  kind: z.enum(['parcel', 'grocery']),
  value: money.optional(),
  place: place.optional(),
  windowStart: instant.optional(),
  windowEnd: instant.optional(),
  /** IANA name of the recipient's time zone, for example `Europe/Lisbon`. */
  timeZone: text(64).optional(),
});
