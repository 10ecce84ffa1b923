import { z } from 'zod';
import { context } from '../context.ts';
import { digest, text } from '../fields.ts';
import { money } from '../money.ts';

/** Money is asked back, or goods are returned. */
export const refundRequested = z.object({
  context,
  kind: z.enum(['refund', 'return']),
  orderId: text(128).optional(),
  amount: money,
  /** Where the money should go; `original` is the instrument that paid. */
  target: z.object({
    kind: z.enum(['original', 'card', 'bank_account', 'gift_card', 'wallet', 'other']),
    digest: digest.optional(),
  }),
  originalInstrument: digest.optional(),
});
