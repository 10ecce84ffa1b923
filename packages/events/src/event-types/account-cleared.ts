import { z } from 'zod';
import { context } from '../context.ts';
import { text } from '../fields.ts';

/** Support spoke with the owner and lifts a freeze. */
export const accountCleared = z.object({
  context: context.optional(),
  clearedBy: text(128),
  note: text(256).optional(),
});
