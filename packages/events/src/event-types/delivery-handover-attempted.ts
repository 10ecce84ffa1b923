import { z } from 'zod';
import { context } from '../context.ts';
import { text } from '../fields.ts';
import { place } from '../place.ts';

/** The courier stands at a door. */
export const deliveryHandoverAttempted = z.object({
  context: context.optional(),
  orderId: text(128),
  stopId: text(128),
  courierId: text(128).optional(),
  place: place.optional(),
});
