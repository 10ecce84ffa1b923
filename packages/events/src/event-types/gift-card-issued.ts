import { z } from 'zod';
import { context } from '../context.ts';
import { text } from '../fields.ts';
import { giftCard } from '../gift-card.ts';

/** A gift card was sold or given. */
export const giftCardIssued = z.object({
  context: context.optional(),
  giftCard,
  orderId: text(128).optional(),
});
