import type { PolicyProblem } from '../validate-policy.ts';
import { checkExpression } from './check-expression.ts';
import { ruleEnvironment } from './rule-environment.ts';
import { ruleDocument } from './rule-document.ts';
import type { ValueList } from './rule-facts.ts';

/** Most rules that are looked at; a document that has more is refused for that. */
const mostRules = 1_000;

/**
 * What is wrong with the conditions of a document that its schema refuses already, so that whoever mends it hears of everything
 * at once. Looks at whatever is there; never throws.
 */
export function draftRuleProblems(document: unknown): readonly PolicyProblem[] {
  const { rules, lists } = (document ?? {}) as { readonly rules?: unknown; readonly lists?: unknown };
  if (!Array.isArray(rules)) return [];
  const names = Object.keys(typeof lists === 'object' && lists !== null ? lists : {}).filter((name) =>
    isName.test(name),
  );
  const environment = ruleEnvironment(names);
  const empty: ReadonlyMap<string, ValueList> = new Map(names.map((name) => [name, new Map()]));
  return rules.slice(0, mostRules).flatMap((rule: unknown, at) => {
    const when = ruleDocument.shape.when.safeParse((rule as { readonly when?: unknown } | null)?.when);
    if (!when.success) return [];
    const checked = checkExpression(when.data, environment, empty);
    return checked.ok ? [] : [{ path: `rules.${at}.when`, ...checked.problem }];
  });
}

const isName = /^[a-zA-Z]\w{0,63}$/;
