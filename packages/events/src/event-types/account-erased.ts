import { z } from 'zod';
import { context } from '../context.ts';
import { text } from '../fields.ts';

/**
 * The account is to be forgotten (SEC-07): scorer and notifier drop what they keep of it. Events before this one were of the
 * account that is gone; one that comes after it begins a new one.
 */
export const accountErased = z.object({
  /** Taken as with every event, and looked at by nobody. */
  context: context.optional(),
  /** Who asked, in words that name no customer: `privacy-desk`. */
  requestedBy: text(128).optional(),
});
