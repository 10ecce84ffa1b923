import type { Environment } from '@marcbachmann/cel-js';
import { type EventType, eventTypes } from '@countersign/events';
import type { PolicyProblem } from '../validate-policy.ts';
import { checkExpression } from './check-expression.ts';
import type { CompiledCondition } from './compile-expression.ts';
import { type Rule, type RuleSet, type RulesByType, findingsOf } from './rule.ts';
import type { ListDocument, RuleDocument, SnoozeDocument } from './rule-document.ts';
import { type GuardDesk, guardDesk } from './guard-desk.ts';
import { costProblems, sourceProblems } from './rule-problems.ts';
import { ruleEnvironment } from './rule-environment.ts';
import type { ValueList } from './rule-facts.ts';

/** The parts of a policy that rules are made of. */
export interface RuleSources {
  readonly rules: readonly RuleDocument[];
  readonly lists: Readonly<Record<string, ListDocument>>;
  readonly snoozes: readonly SnoozeDocument[];
  /** Event types that say what a challenge asks. */
  readonly canChallenge: ReadonlySet<string>;
}

/** Rules with their names looked up, and everything that is wrong with them; of a wrong rule nothing is left. */
export function compileRules(sources: RuleSources): {
  readonly rules: RulesByType;
  readonly problems: readonly PolicyProblem[];
} {
  const lists = new Map(Object.entries(sources.lists).map(([name, list]) => [name, valuesOf(list)]));
  const environment = ruleEnvironment([...lists.keys()]);
  const problems = sourceProblems(sources);
  const compiled = sources.rules.flatMap((document, at) => {
    const condition = expressionOf(document, at, environment, lists, problems);
    if (condition === undefined) return [];
    return [{ document, rule: ruleOf(document, condition, sources.snoozes), at, steps: condition.steps }];
  });
  const types = Object.keys(eventTypes) as EventType[];
  problems.push(...costProblems(compiled));
  const setOf = (type: EventType): RuleSet => {
    const rules = compiled.filter(({ document }) => document.on?.includes(type) ?? true).map(({ rule }) => rule);
    const isAddition = ({ effect }: Rule): boolean => effect.action === 'addPoints';
    const [additions, effects] = [rules.filter(isAddition), rules.filter((rule) => !isAddition(rule))];
    return { additions, effects, additionDesk: deskOf(additions), effectDesk: deskOf(effects) };
  };
  return { rules: Object.fromEntries(types.map((type) => [type, setOf(type)])) as RulesByType, problems };
}

const valuesOf = ({ values }: ListDocument): ValueList =>
  new Map(
    values.map((entry) =>
      typeof entry === 'string' ? [entry, Number.POSITIVE_INFINITY] : [entry.value, Date.parse(entry.until)],
    ),
  );

function expressionOf(
  { when, effect }: RuleDocument,
  at: number,
  environment: Environment,
  lists: ReadonlyMap<string, ValueList>,
  problems: PolicyProblem[],
): CompiledCondition | undefined {
  const path = `rules.${at}.when`;
  const checked = checkExpression(when, environment, lists);
  if (!checked.ok) {
    problems.push({ path, message: checked.problem.message, at: checked.problem.at });
    return undefined;
  }
  const scoreAt = effect.action === 'addPoints' ? /(?<![\w.])score\b/.exec(when)?.index : undefined;
  if (scoreAt === undefined) return checked;
  problems.push({
    path,
    message: 'a rule that adds points cannot ask for the score that it helps to make',
    at: scoreAt,
  });
  return undefined;
}

/** With fewer rules than this, looking first costs more than it saves. */
const fewRules = 8;

const deskOf = (rules: readonly Rule[]): GuardDesk | undefined =>
  rules.length < fewRules ? undefined : guardDesk(rules.map(({ guards }) => guards));

const ruleOf = (
  document: RuleDocument,
  { holds, guards, reads }: CompiledCondition,
  snoozes: readonly SnoozeDocument[],
): Rule => ({
  guards,
  reads,
  id: document.id,
  description: document.description,
  severity: document.severity,
  effect: document.effect as Rule['effect'], // Checked by the schema; absent and undefined are one here.
  whenUnknown: document.whenUnknown ?? 'skip',
  holds,
  findings: findingsOf(document.id, document.effect.action),
  snoozedUntilMs: new Map(
    snoozes.filter(({ rule }) => rule === document.id).map(({ account, until }) => [account, Date.parse(until)]),
  ),
});
