import { z } from 'zod';
import { instant, text } from '../fields.ts';

/** How a held decision ended (CASE-01). Second record type of `risk.decisions`, CloudEvents type `decision.resolved`. */
export const resolution = z.object({
  /** Derived from the decision. */
  id: z.uuid(),
  decisionId: z.uuid(),
  eventId: text(256),
  accountId: text(128),
  resolution: z.enum(['released', 'denied']),
  by: z.enum(['analyst', 'deadline', 'api']),
  note: text(256).optional(),
  at: instant,
});
/** A resolution as it is decoded. */
export type Resolution = z.infer<typeof resolution>;
