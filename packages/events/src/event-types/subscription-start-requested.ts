import { z } from 'zod';
import { context } from '../context.ts';
import { instant, text } from '../fields.ts';
import { instrument } from '../instrument.ts';
import { money } from '../money.ts';

/** A subscription is about to start. */
export const subscriptionStartRequested = z.object({
  context,
  plan: text(128),
  price: money,
  interval: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  firstChargeAt: instant.optional(),
  trialEndsAt: instant.optional(),
  instrument: instrument.optional(),
});
