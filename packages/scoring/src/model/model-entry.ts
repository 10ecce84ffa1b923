import { type EventType, eventTypes } from '@countersign/events';
import { z } from 'zod';

const types = Object.keys(eventTypes) as [EventType, ...EventType[]];

/** A model as a policy names it. */
export const modelEntry = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,47}$/, 'letters, digits and ._- are allowed, 48 at most'),
  /** SHA-256 of the model's file, base64url: no other bytes will do. */
  digest: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a digest has 43 characters; `countersign model list` shows it'),
  /** 1: the model's log-odds count as they are. 0: it is asked and has no say. */
  weight: z.number().min(0).max(10).default(1),
  /** How much the detectors' points count beside it: 1 in full, 0 not at all. */
  detectors: z.number().min(0).max(1).default(0),
  /** Event types that it speaks about; those that it was trained on when absent. */
  on: z.array(z.enum(types)).min(1).optional(),
});
export type ModelEntry = z.infer<typeof modelEntry>;
