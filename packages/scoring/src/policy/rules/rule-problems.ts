import { type EventType, eventTypes } from '@countersign/events';
import { nearestName } from '../nearest-name.ts';
import type { PolicyProblem } from '../validate-policy.ts';
import type { RuleSources } from './compile-rules.ts';
import type { RuleDocument } from './rule-document.ts';

/** What no expression shows: ids, what must be said of the unknown, snoozes and lists that contradict themselves. */
export const sourceProblems = (sources: RuleSources): PolicyProblem[] => [
  ...snoozeProblems(sources),
  ...listProblems(sources),
  ...sources.rules.flatMap((rule, at) => ruleProblems(rule, at, sources)),
];

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

/** Most steps that all the rules of an event type may take together for one event: about half a millisecond. */
const mostStepsOfAll = 50_000;

/** Rules that together take too long, by event type; one of the types is enough to say. */
export function costProblems(
  compiled: readonly { readonly document: RuleDocument; readonly at: number; readonly steps: number }[],
): PolicyProblem[] {
  const types = Object.keys(eventTypes) as EventType[];
  const problems = types.flatMap((type) => {
    const rules = compiled.filter(({ document }) => document.on?.includes(type) ?? true);
    const steps = rules.reduce((sum, one) => sum + one.steps, 0);
    const [costliest] = rules.toSorted((a, b) => b.steps - a.steps);
    if (steps <= mostStepsOfAll || costliest === undefined) return [];
    const message = `the rules about ${type} may take ${steps} steps for one event, allowed are ${mostStepsOfAll}; '${costliest.document.id}' takes the most, ${costliest.steps}`;
    return [{ path: `rules.${costliest.at}.when`, message }];
  });
  return problems.slice(0, 1); // The other types would say the same again.
}

function snoozeProblems({ rules, snoozes }: RuleSources): PolicyProblem[] {
  const ids = rules.map(({ id }) => id);
  const seen = new Map<string, number>();
  return snoozes.flatMap(({ rule, account }, at) => {
    const name = JSON.stringify([rule, account]);
    const first = seen.get(name);
    if (first !== undefined) {
      const message = `'${rule}' is snoozed for ${account} by snooze ${first + 1} already`;
      return [{ path: `snoozes.${at}`, message }];
    }
    seen.set(name, at);
    if (ids.includes(rule)) return [];
    const meant = nearestName(rule, ids);
    const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
    return [{ path: `snoozes.${at}.rule`, message: `there is no rule '${rule}'${hint}` }];
  });
}

const listProblems = ({ lists }: RuleSources): PolicyProblem[] =>
  Object.entries(lists).flatMap(([name, { values }]) => {
    const plain = values.map((entry) => (typeof entry === 'string' ? entry : entry.value));
    const firstOf = new Map(plain.map((value, at) => [value, at] as const).toReversed());
    return plain.flatMap((value, at) => {
      const first = firstOf.get(value) ?? at;
      return first === at
        ? []
        : [{ path: `lists.${name}.values.${at}`, message: `it stands on the list already, as entry ${first + 1}` }];
    });
  });
