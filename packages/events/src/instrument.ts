import { z } from 'zod';
import { digest } from './fields.ts';

/** A payment instrument, known by its keyed digest only; raw card numbers are refused (SEC-07). */
export const instrument = z.object({
  digest,
  kind: z.enum(['card', 'bank_account', 'wallet', 'gift_card', 'invoice', 'other']).optional(),
});
/** A payment instrument as it is decoded. */
export type Instrument = z.infer<typeof instrument>;
