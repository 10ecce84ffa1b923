import { z } from 'zod';
import { digest, instant, text } from '../fields.ts';

/** What a decision says to do. */
export const action = z.enum(['allow', 'challenge', 'hold', 'deny']);
/** What a decision says to do. */
export type Action = z.infer<typeof action>;

/** Pseudonyms of the entities that an event touched; keyed digests, never the values themselves (SEC-07). */
export const entityKeys = z.object({
  device: text(64).optional(),
  ip: text(64).optional(),
  network: text(64).optional(),
  session: text(64).optional(),
  giftCard: text(64).optional(),
  instrument: text(64).optional(),
  address: text(64).optional(),
  merchant: text(64).optional(),
  /** Hashes of the kinds of event that this was one of, so that its label finds them again. */
  kinds: z.array(z.int().min(0).max(0xffffffff)).max(8).optional(),
  /** Country, region and city as an account remembers them, 0 where unknown; only of acts that can teach them. */
  places: z.array(z.int().min(0).max(0xffffffff)).length(3).optional(),
});
/** Pseudonyms of the entities of one event. */
export type EntityKeys = z.infer<typeof entityKeys>;

/** One detector's finding as it is kept: points of log-odds evidence, what was seen, what was expected. */
export const reason = z.object({
  code: text(64),
  points: z.number(),
  observed: z.union([z.number(), z.string().max(128)]).optional(),
  expected: z.union([z.number(), z.string().max(128)]).optional(),
});
/** One detector's finding, as it is decoded. */
export type Reason = z.infer<typeof reason>;

/** What became of one rule that did not simply stay silent. */
export const ruleFinding = z.object({
  id: text(64),
  effect: z.enum(['allow', 'challenge', 'hold', 'deny', 'review', 'addPoints']),
  state: z.enum(['applied', 'applied_unknown', 'skipped_unknown', 'snoozed']),
});

/** Kept in a decision and published on the challenge topic: what the customer is asked to prove. */
export const challengeRef = z.object({
  id: z.uuid(),
  purpose: text(64),
  bindingDigest: digest,
  expiresAt: instant,
});

/** How the case of a held or reviewed decision ends when nobody ends it: when, and how (CASE-01). */
export const caseTerms = z.object({ dueAt: instant, atDeadline: z.enum(['released', 'denied']) });
/** How a case ends when nobody ends it. */
export type CaseTerms = z.infer<typeof caseTerms>;

/** What was odd about an event's time or way (DEL-10, DEL-12, DEL-13, DEL-14, OVL-03). */
export const decisionFlag = z.enum(['late', 'clockSkew', 'flood', 'stale', 'forwarded', 'afterDeadline']);
/** What was odd about an event's time or way. */
export type DecisionFlag = z.infer<typeof decisionFlag>;

/** Which document decided. */
export const policyRef = z.object({ id: text(64), version: z.int().min(1), digest });

/** The one verdict on one event. Value of `risk.decisions`, CloudEvents type `decision.made`. */
export const decision = z.object({
  id: z.uuid(),
  eventId: text(256),
  eventType: text(64),
  accountId: text(128),
  eventTime: instant,
  logTime: instant,
  action,
  score: z.number().min(0).max(100),
  reasons: z.array(reason).max(64),
  /** Every known feature by name; numbers and short closed words only. */
  features: z.record(z.string().max(64), z.union([z.number(), z.string().max(128), z.boolean()])),
  /** Features that could not be known, and why. */
  unknown: z.record(z.string().max(64), z.string().max(64)),
  /** What rules may see of the event itself, by dotted name; nothing that names a person. */
  facts: z.record(z.string().max(64), z.union([z.number(), z.string().max(256), z.boolean()])).optional(),
  /** Rules that applied, were kept quiet, or could not be evaluated. */
  rules: z.array(ruleFinding).max(64).optional(),
  /** A rule wants a person to look at it, whatever the action. */
  review: z.literal(true).optional(),
  policy: policyRef,
  /** What a candidate policy would have decided, on the same event; it had no effect. */
  shadow: z
    .object({
      policy: policyRef,
      action,
      score: z.number().min(0).max(100),
      rules: z.array(ruleFinding).max(64).optional(),
      review: z.literal(true).optional(),
    })
    .optional(),
  flags: z.array(decisionFlag).max(8),
  degraded: z.array(text(64)).max(16),
  keys: entityKeys,
  /** Where the event stood, and the last positions of the other inputs that were applied before it (DEL-19). */
  position: z.object({
    partition: z.int().min(0),
    offset: z.int().min(0),
    outcomes: z.int().min(-1),
    labels: z.int().min(-1),
  }),
  challenge: challengeRef.optional(),
  /** A person is asked; stands in every hold and in every decision with `review`. */
  case: caseTerms.optional(),
});
/** A decision as it is decoded. */
export type Decision = z.infer<typeof decision>;
