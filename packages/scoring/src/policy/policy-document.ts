import { type EventType, eventTypes } from '@countersign/events';
import { z } from 'zod';
import { detectors, signals } from '../detectors/registry.ts';
import { modelEntry } from '../model/model-entry.ts';
import { caseDocument } from './cases/case-document.ts';
import { listDocument, ruleDocument, snoozeDocument } from './rules/rule-document.ts';

const points = z.number().min(-20).max(20);

/** Weight of each reason code in log-odds; only trust may be negative, and only negative, so that risk never lowers a score. */
const weights = z.strictObject(
  Object.fromEntries(
    signals.map(({ code, family }) => [code, (family === 'trust' ? points.max(0) : points.min(0)).optional()]),
  ),
);

const actionWhen = z.enum(['allow', 'challenge', 'hold', 'deny']);
const score = z.number().min(0).max(100);

const stepUp = z.strictObject({
  purpose: z.enum([
    'login',
    'high_value_purchase',
    'purchase_spike',
    'settings_change',
    'gift_card_redemption',
    'refund',
    'subscription',
    'password_reset',
    'delivery_handover',
  ]),
  /** Another purpose when this reason is the heaviest. */
  purposeByReason: z
    .strictObject(
      Object.fromEntries(
        signals.map(({ code }) => [code, z.enum(['high_value_purchase', 'purchase_spike']).optional()]),
      ),
    )
    .optional(),
  digits: z.int().min(6).max(10),
  /** OTP-02: never above 600 s. */
  lifetimeSeconds: z.int().min(30).max(600),
  channels: z
    .array(z.enum(['authenticator', 'sms', 'voice', 'email']))
    .min(1)
    .max(4),
});

const eventTypePolicy = z.strictObject({
  /** Log-odds of fraud before any evidence. */
  bias: z.number().min(-20).max(0),
  /** Least score of each action; an action without threshold is never taken. */
  thresholds: z.strictObject({ challenge: score.optional(), hold: score.optional(), deny: score.optional() }),
  /** Whether novelty counts less during the learning period. */
  dampNovelty: z.boolean(),
  /** Least action while the account is frozen (OTP-34). */
  whenFrozen: actionWhen,
  /** Instead of a challenge when the event came too late to send one (DEL-13). */
  whenStale: z.enum(['allow', 'hold']),
  deadlineSeconds: z.int().min(1).max(86_400),
  /** What clients do when no decision comes (OVL-03). */
  failureMode: z.enum(['allow', 'step_up', 'hold']),
  challenge: stepUp.optional(),
  /** How long a held act waits for a person, and what becomes of it when none came (CASE-01). */
  review: z
    .strictObject({
      deadlineHours: z.number().min(0.01).max(720).default(24),
      /** Nothing moves silently: to release what nobody looked at must be said. */
      atDeadline: z.enum(['release', 'deny']).default('deny'),
    })
    .prefault({}),
  /** Weights that differ for this event type. */
  weights: weights.optional(),
});

/** What nobody waits for: a policy need not speak of it, and those from before it was there do not. */
const unwritten: ReadonlySet<string> = new Set<EventType>(['account.erased', 'device.removed']);
const observed = {
  bias: -6,
  thresholds: {},
  dampNovelty: true,
  whenFrozen: 'allow',
  whenStale: 'allow',
  deadlineSeconds: 86_400,
  failureMode: 'allow',
} as const;

/** A policy as it is written. Every unknown key is a problem; detector parameters may be left out. */
export const policyDocument = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  version: z.int().min(1),
  description: z.string().max(2_000).optional(),
  /** What one unit of log-odds is divided by. */
  scale: z.number().min(0.1).max(10),
  levels: z.strictObject({ elevated: score, high: score, extreme: score }),
  learning: z.strictObject({
    /** Allowed events at or above this score teach nothing (SEC-09). */
    belowScore: score,
  }),
  /** The most that customers may be asked; `policy check --against` holds past decisions against it. */
  friction: z
    .strictObject({
      /** Share of the events that may be challenged, 0..1. */
      challengeRate: z.number().min(0).max(1).optional(),
      /** Challenges of one customer on one day (UTC). */
      challengesPerCustomerPerDay: z.int().min(0).max(1_000).optional(),
    })
    .prefault({}),
  weights,
  detectors: z
    .strictObject(Object.fromEntries(detectors.map(({ name, parameters }) => [name, parameters.prefault({})])))
    .prefault({}),
  eventTypes: z.strictObject(
    Object.fromEntries(
      Object.keys(eventTypes).map((type) => [
        type,
        unwritten.has(type) ? eventTypePolicy.prefault(observed) : eventTypePolicy,
      ]),
    ),
  ),
  /** Imported models; see docs/models.md. */
  models: z.array(modelEntry).max(32).prefault([]),
  lists: z
    .record(z.string().regex(/^[a-zA-Z]\w{0,63}$/, 'a list has a name of letters and digits'), listDocument)
    .prefault({}),
  /** In CEL; see docs/policy.md. */
  rules: z.array(ruleDocument).max(1_000).prefault([]),
  snoozes: z.array(snoozeDocument).max(10_000).prefault([]),
  /** Run whenever the policy is read; one that fails refuses it. */
  cases: z.array(caseDocument).max(500).prefault([]),
});

export type PolicyDocument = z.infer<typeof policyDocument>;
export type EventTypePolicy = z.infer<typeof eventTypePolicy>;
