import { z } from 'zod';

/** An amount in minor units (cents) with its ISO 4217 currency: `{ minor: 1999, currency: 'EUR' }` is 19.99 EUR. */
export const money = z.object({
  minor: z.int().min(0).max(1_000_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Invalid currency: three capitals of ISO 4217 are allowed'),
});
/** An amount as it is decoded. */
export type Money = z.infer<typeof money>;
