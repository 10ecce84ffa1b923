import type { Channel, EventType } from '@countersign/events';
import type { GuardDesk } from './guard-desk.ts';
import type { Guard } from './guards.ts';
import type { RuleFacts } from './rule-facts.ts';

export type Severity = 'low' | 'medium' | 'high' | 'critical';

export type RuleEffect =
  | { readonly action: 'allow' | 'hold' | 'deny' | 'review' }
  | { readonly action: 'challenge'; readonly digits?: number; readonly channels?: readonly Channel[] }
  | { readonly action: 'addPoints'; readonly points: number };

/** A rule whose names are looked up. */
export interface Rule {
  readonly id: string;
  readonly description: string;
  readonly severity: Severity;
  readonly effect: RuleEffect;
  readonly whenUnknown: 'skip' | 'apply';
  /** Undefined: not evaluable, for something that it needs is not known. */
  holds(facts: RuleFacts): boolean | undefined;
  /** Names of values that its condition reads, dotted. */
  readonly reads: ReadonlySet<string>;
  readonly guards: readonly (readonly Guard[])[];
  /** Until when it is quiet for an account, epoch milliseconds. */
  readonly snoozedUntilMs: ReadonlyMap<string, number>;
  /** What a decision records of it in each state, made once. */
  readonly findings: Readonly<Record<RuleFinding['state'], RuleFinding>>;
}

/** Rules of one event type, in the order of the document. */
export interface RuleSet {
  /** Add evidence before there is a score. */
  readonly additions: readonly Rule[];
  /** Look at the score and act. */
  readonly effects: readonly Rule[];
  /** Tells which of them need not be asked; undefined where they are few. */
  readonly additionDesk: GuardDesk | undefined;
  readonly effectDesk: GuardDesk | undefined;
}

export type RulesByType = Readonly<Record<EventType, RuleSet>>;

/** What became of a rule that did not simply stay silent. */
export interface RuleFinding {
  readonly id: string;
  readonly effect: RuleEffect['action'];
  /** `unknown`: not evaluable, and so applied or skipped as `whenUnknown` says; `snoozed`: it would have applied. */
  readonly state: 'applied' | 'applied_unknown' | 'skipped_unknown' | 'snoozed';
}

/** A rule's findings by state. */
export function findingsOf(id: string, effect: RuleFinding['effect']): Rule['findings'] {
  const of = (state: RuleFinding['state']): RuleFinding => ({ id, effect, state });
  return {
    applied: of('applied'),
    applied_unknown: of('applied_unknown'),
    skipped_unknown: of('skipped_unknown'),
    snoozed: of('snoozed'),
  };
}

export interface RunRules {
  readonly findings: readonly RuleFinding[];
  /** Those that take effect. */
  readonly applied: readonly Rule[];
}

/** Asks rules in order; those whose guards are known to fail are false and not asked. */
export function runRules(rules: readonly Rule[], facts: RuleFacts, desk?: GuardDesk): RunRules {
  if (rules.length === 0) return silent;
  const findings: RuleFinding[] = [];
  const applied: Rule[] = [];
  const asked = desk?.mayHold(facts);
  const count = asked === undefined ? rules.length : asked.length;
  for (let at = 0; at < count; at += 1) {
    const rule = rules[asked === undefined ? at : (asked[at] ?? at)];
    if (rule === undefined) continue;
    const holds = rule.holds(facts);
    if (holds === false) continue;
    const finding = findingOf(rule, holds, facts);
    findings.push(finding);
    if (finding === rule.findings.applied || finding === rule.findings.applied_unknown) applied.push(rule);
  }
  return { findings, applied };
}

/** Most findings that a decision's record holds. */
const mostFindings = 64;

/** Findings as a decision records them; where there are too many, those that took effect come before the others. */
export function recordedFindings(added: readonly RuleFinding[], ran: readonly RuleFinding[]): readonly RuleFinding[] {
  const all = added.length === 0 ? ran : [...added, ...ran];
  if (all.length <= mostFindings) return all;
  const tookEffect = ({ state }: RuleFinding): number => (state === 'applied' || state === 'applied_unknown' ? 0 : 1);
  return all.toSorted((a, b) => tookEffect(a) - tookEffect(b)).slice(0, mostFindings);
}

const silent: RunRules = { findings: [], applied: [] };

function findingOf({ findings, whenUnknown, snoozedUntilMs }: Rule, holds: true | undefined, { event }: RuleFacts) {
  if (holds === undefined && whenUnknown === 'skip') return findings.skipped_unknown;
  if (snoozedUntilMs.size > 0 && event.logTimeMs < (snoozedUntilMs.get(event.accountId) ?? 0)) return findings.snoozed;
  return holds === undefined ? findings.applied_unknown : findings.applied;
}
