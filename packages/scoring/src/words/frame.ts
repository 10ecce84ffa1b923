import type { Action, DecisionFlag } from '@countersign/events';
import type { UnknownReason } from '../features/unknown-reasons.ts';
import type { RuleFinding } from '../policy/rules/rule.ts';
import type { VerdictReason } from '../verdict-reasons.ts';
import type { Shown, Speech } from './speech.ts';

/** All that an explanation says beside the words of detectors, in one language. */
export interface Frame {
  headline(action: Action, eventType: string, score: number, say: Speech): string;
  /** Whose act it was and where it is recorded: ids and a moment. */
  subject(account: string, event: string, at: string, decision: string): string;
  /** The challenge of the decision, and how long it can be answered. */
  challenge(id: string, until: string): string;
  /** Heads the list of features. */
  readonly featuresTitle: string;
  /** A reason that this release has no words for. */
  foreignReason(code: string, observed: string | undefined, expected: string | undefined): string;
  /** Reasons that decide by themselves; `because` is what they were about. */
  readonly verdicts: Readonly<Record<VerdictReason, (because: Shown) => string>>;
  /** A rule, with its own description where the policy is at hand (it is in the language of its author). */
  rule(id: string, description: string | undefined): string;
  /** How many times likelier, or less likely, a model finds the event among frauds; `moves` is what moved it, where that is known. */
  model(name: string, times: string, isLikelier: boolean, moves: string | undefined): string;
  /** Whether a flag was set, after its name. */
  flag(isSet: boolean): string;
  /** One input that moved a model; `value` undefined where it was not known. */
  move(input: string, value: string | undefined, logOdds: string): string;
  /** What a rule did, as an addition to its sentence. */
  readonly effects: Readonly<Record<RuleFinding['effect'], string>>;
  readonly states: Readonly<Record<RuleFinding['state'], string>>;
  notKnown(why: string, what: string): string;
  readonly unknownReasons: Readonly<Record<UnknownReason, string>>;
  decidedWithout(what: string): string;
  readonly degraded: Readonly<Record<string, string>>;
  flagged(what: string): string;
  readonly flags: Readonly<Record<DecisionFlag, string>>;
  policy(id: string, version: string): string;
  /** How the case of a held decision stands. */
  caseWaits(until: string, then: 'released' | 'denied'): string;
  readonly caseEnded: Readonly<Record<'released' | 'denied', string>>;
  /** Where a customer reaches a person (CASE-01). */
  humanRoute(contact: string): string;
  /** What can be otherwise and is no single feature, or has a phrase of its own; follows "with". */
  readonly levers: Readonly<Record<string, string>>;
  atMost(what: string, value: string): string;
  atLeast(what: string, value: string): string;
  /** Something that is otherwise, where nothing better can be said. */
  otherwise(what: string): string;
  /** `changes` follow "with"; the action is what would have been decided. */
  counterfactual(changes: string, action: Action): string;
}
