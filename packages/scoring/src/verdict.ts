import type { Action, Channel, Purpose, Reason } from '@countersign/events';
import type { Features } from './features/features.ts';
import type { RuleFinding } from './policy/rules/rule.ts';

/** What the customer is asked to prove, and how. */
export interface StepUp {
  readonly purpose: Purpose;
  /** 6–10 (OTP-01). */
  readonly digits: number;
  readonly lifetimeSeconds: number;
  /** Allowed channels, strongest first (OTP-30). */
  readonly channels: Channel[];
}

/** What one policy says about one event. */
export interface Verdict {
  readonly action: Action;
  /** 0..100: 100 × logistic((bias + Σ points) / scale), rounded to one decimal. */
  readonly score: number;
  /** The same, not rounded. */
  readonly exactScore: number;
  /** Heaviest first. */
  readonly reasons: Reason[];
  /** What it was decided on. */
  readonly found: Features;
  /** Rules that did not simply stay silent. */
  readonly rules: readonly RuleFinding[];
  /** A person should look at it, whatever the action. */
  readonly needsReview: boolean;
  readonly challenge?: StepUp;
}
