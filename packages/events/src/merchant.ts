import { z } from 'zod';
import { text } from './fields.ts';
import { place } from './place.ts';

/** Who is paid. `category` is upstream's own vocabulary (for example a merchant category code). */
export const merchant = z.object({
  id: text(128),
  name: text(256).optional(),
  category: text(64).optional(),
  place: place.optional(),
});
/** A merchant as it is decoded. */
export type Merchant = z.infer<typeof merchant>;
