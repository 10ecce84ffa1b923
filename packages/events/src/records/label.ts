import { z } from 'zod';
import { instant, text } from '../fields.ts';
import { entityKeys } from './decision.ts';

/** What turned out to be true. Value of `risk.labels`, CloudEvents type `label.recorded` (DEL-21). */
export const label = z.object({
  id: text(256),
  eventId: text(256),
  accountId: text(128),
  label: z.enum(['fraud', 'legitimate']),
  source: z.enum(['analyst', 'chargeback', 'challenge', 'support', 'import']),
  knownAt: instant,
  /** Why, in the words of whoever says it; for people. */
  note: text(256).optional(),
  /** Copied from the decision; without them a label touches the account only. */
  keys: entityKeys.optional(),
});
/** A label as it is decoded. */
export type Label = z.infer<typeof label>;
