import { z } from 'zod';
import { context } from '../context.ts';
import { giftCard } from '../gift-card.ts';
import { money } from '../money.ts';

/** A gift-card code was typed. `codeStatus` says what the issuer's lookup of the code found. */
export const giftCardRedemptionRequested = z.object({
  context,
  giftCard,
  amount: money.optional(),
  codeStatus: z.enum(['valid', 'unknown', 'used', 'expired']).optional(),
});
