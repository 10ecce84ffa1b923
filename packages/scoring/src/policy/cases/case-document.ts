import { type EventType, eventTypes } from '@countersign/events';
import { z } from 'zod';
import { keyNames } from '../rules/rule-facts.ts';

const types = Object.keys(eventTypes) as [EventType, ...EventType[]];
const value = z.union([z.number(), z.string().max(256), z.boolean()]);
const names = z.array(z.string().min(1).max(70)).max(64);
const score = z.number().min(0).max(100);

/** One case as it is written: what is known of an event, and what the policy must say about it. */
export const caseDocument = z.strictObject({
  name: z.string().min(1).max(200),
  /** The type, and fields as rules name them after `event.`, for example `amount: { minor: 1200, currency: EUR }`. */
  event: z.looseObject({ type: z.enum(types) }),
  account: z.string().min(1).max(128).optional(),
  /** Pseudonyms, as decisions record them. */
  keys: z.strictObject(Object.fromEntries(keyNames.map((name) => [name, z.string().max(64).optional()]))).optional(),
  /** When it happens; left out: before any entry of a list and any snooze has ended. */
  at: z.iso.datetime({ offset: true, error: 'an instant such as 2026-03-01T00:00:00Z is allowed' }).optional(),
  /** What is known, by name; every other feature is not. */
  features: z.record(z.string(), value).optional(),
  expect: z
    .strictObject({
      action: z.enum(['allow', 'challenge', 'hold', 'deny']).optional(),
      /** Least score. */
      scoreFrom: score.optional(),
      /** The score is below it. */
      scoreBelow: score.optional(),
      /** Reason codes that are among the reasons. */
      reasons: names.optional(),
      notReasons: names.optional(),
      /** Rules that take effect. */
      rules: names.optional(),
      notRules: names.optional(),
    })
    .refine((expected) => Object.keys(expected).length > 0, 'a case expects something'),
});
export type CaseDocument = z.infer<typeof caseDocument>;
