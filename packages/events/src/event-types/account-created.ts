import { z } from 'zod';
import { context } from '../context.ts';
import { instrument } from '../instrument.ts';
import { place } from '../place.ts';

/** A new account was opened. */
export const accountCreated = z.object({
  context,
  instrument: instrument.optional(),
  address: place.optional(),
});
