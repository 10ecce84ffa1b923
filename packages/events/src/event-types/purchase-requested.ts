import { z } from 'zod';
import { context } from '../context.ts';
import { text } from '../fields.ts';
import { instrument } from '../instrument.ts';
import { merchant } from '../merchant.ts';
import { money } from '../money.ts';
import { place } from '../place.ts';

const item = z.object({
  category: text(64).optional(),
  value: money,
  quantity: z.int().min(1).max(100_000).optional(),
});

/** An order or card payment is about to be accepted. */
export const purchaseRequested = z.object({
  context,
  orderId: text(128).optional(),
  amount: money,
  merchant: merchant.optional(),
  shippingTo: place.optional(),
  instrument: instrument.optional(),
  items: z.array(item).max(64).optional(),
});
