import { z } from 'zod';
import { country, text } from './fields.ts';

/** A coarse place. Latitude and longitude in degrees; either may be absent where upstream does not know it. */
export const place = z.object({
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  country: country.optional(),
  region: text(64).optional(),
  city: text(128).optional(),
  /** Keyed digest of the full address, so that the same address can be recognised without being known. */
  addressDigest: text(128).optional(),
});
/** A place as it is decoded. */
export type Place = z.infer<typeof place>;
