import { type EventType, eventTypes } from '@countersign/events';
import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'letters, digits and ._- are allowed, 64 at most');
const instant = z.iso.datetime({ offset: true, error: 'an instant such as 2026-03-01T00:00:00Z is allowed' });
const types = Object.keys(eventTypes) as [EventType, ...EventType[]];

const effect = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(['allow', 'hold', 'deny', 'review']) }),
  z.strictObject({
    action: z.literal('challenge'),
    /** Strength: what differs from the challenge of the event type. */
    digits: z.int().min(6).max(10).optional(),
    channels: z
      .array(z.enum(['authenticator', 'sms', 'voice', 'email']))
      .min(1)
      .max(4)
      .optional(),
  }),
  z.strictObject({ action: z.literal('addPoints'), points: z.number().min(-20).max(20) }),
]);

/** One rule as it is written. */
export const ruleDocument = z.strictObject({
  id,
  /** What it is for, in a sentence that explanations repeat. */
  description: z.string().min(1).max(300),
  /** Who answers for it. */
  owner: z.string().min(1).max(64),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  /** Event types that it is about; all of them when absent. */
  on: z.array(z.enum(types)).min(1).optional(),
  /** CEL over event, features, signals, score, account, keys and lists. */
  when: z
    .union([z.string().min(1).max(4_096), z.boolean()], 'a condition in CEL is a text of at most 4096 characters')
    .transform(String),
  effect,
  /** What happens when something that it needs is not known. Must be said for rules that deny or hold. */
  whenUnknown: z.enum(['skip', 'apply']).optional(),
});
export type RuleDocument = z.infer<typeof ruleDocument>;

/** Values that rules ask for by `in lists.name`; an entry that has ended no longer counts. */
export const listDocument = z.strictObject({
  description: z.string().max(300).optional(),
  values: z
    .array(
      z.union([
        z.string().min(1).max(256),
        z.strictObject({ value: z.string().min(1).max(256), until: instant, note: z.string().max(300).optional() }),
      ]),
    )
    .max(10_000),
});
export type ListDocument = z.infer<typeof listDocument>;

/** Keeps one rule quiet for one account, until a moment. */
export const snoozeDocument = z.strictObject({
  rule: id,
  account: z.string().min(1).max(128),
  until: instant,
  note: z.string().max(300).optional(),
});
export type SnoozeDocument = z.infer<typeof snoozeDocument>;
