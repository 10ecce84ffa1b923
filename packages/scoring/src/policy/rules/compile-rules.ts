import type { Environment } from '@marcbachmann/cel-js';
import { type EventType, eventTypes } from '@countersign/events';
import type { PolicyProblem } from '../validate-policy.ts';
import { checkExpression } from './check-expression.ts';
import type { Rule, RuleSet, RulesByType } from './rule.ts';
import type { ListDocument, RuleDocument, SnoozeDocument } from './rule-document.ts';
import { ruleEnvironment } from './rule-environment.ts';
import type { RuleFacts, ValueList } from './rule-facts.ts';

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
  const problems: PolicyProblem[] = [
    ...snoozeProblems(sources),
    ...sources.rules.flatMap((rule, at) => ruleProblems(rule, at, sources)),
  ];
  const compiled = sources.rules.flatMap((document, at) => {
    const holds = expressionOf(document, at, environment, lists, problems);
    return holds === undefined ? [] : [{ document, rule: ruleOf(document, holds, sources.snoozes) }];
  });
  const types = Object.keys(eventTypes) as EventType[];
  const setOf = (type: EventType): RuleSet => {
    const rules = compiled.filter(({ document }) => document.on?.includes(type) ?? true).map(({ rule }) => rule);
    const isAddition = ({ effect }: Rule): boolean => effect.action === 'addPoints';
    return { additions: rules.filter(isAddition), effects: rules.filter((rule) => !isAddition(rule)) };
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
): ((facts: RuleFacts) => boolean | undefined) | undefined {
  const path = `rules.${at}.when`;
  const checked = checkExpression(when, environment, lists);
  if (!checked.ok) {
    problems.push({ path, message: checked.problem.message, at: checked.problem.at });
    return undefined;
  }
  const scoreAt = effect.action === 'addPoints' ? /(?<![\w.])score\b/.exec(when)?.index : undefined;
  if (scoreAt === undefined) return checked.holds;
  problems.push({
    path,
    message: 'a rule that adds points cannot ask for the score that it helps to make',
    at: scoreAt,
  });
  return undefined;
}

const ruleOf = (document: RuleDocument, holds: Rule['holds'], snoozes: readonly SnoozeDocument[]): Rule => ({
  id: document.id,
  description: document.description,
  severity: document.severity,
  effect: document.effect as Rule['effect'], // Checked by the schema; absent and undefined are one here.
  whenUnknown: document.whenUnknown ?? 'skip',
  holds,
  snoozedUntilMs: new Map(
    snoozes.filter(({ rule }) => rule === document.id).map(({ account, until }) => [account, Date.parse(until)]),
  ),
});

function ruleProblems(rule: RuleDocument, at: number, { rules, canChallenge }: RuleSources): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const { action } = rule.effect;
  const first = rules.findIndex(({ id }) => id === rule.id);
  if (first < at)
    problems.push({ path: `rules.${at}.id`, message: `'${rule.id}' is the id of rule ${first + 1} already` });
  if ((action === 'deny' || action === 'hold') && rule.whenUnknown === undefined) {
    problems.push({
      path: `rules.${at}.whenUnknown`,
      message: `a rule that may ${action} says what happens when something that it needs is not known: skip or apply`,
    });
  }
  const mute = action === 'challenge' ? (rule.on ?? []).filter((type) => !canChallenge.has(type)) : [];
  if (mute.length > 0) {
    problems.push({ path: `rules.${at}.on`, message: `${mute.join(', ')} does not say what a challenge asks` });
  }
  return problems;
}

const snoozeProblems = ({ rules, snoozes }: RuleSources): PolicyProblem[] =>
  snoozes.flatMap(({ rule }, at) =>
    rules.some(({ id }) => id === rule) ? [] : [{ path: `snoozes.${at}.rule`, message: `there is no rule '${rule}'` }],
  );
