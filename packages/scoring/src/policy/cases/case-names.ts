import { features, signals } from '../../detectors/registry.ts';
import { verdictReasons } from '../../verdict-reasons.ts';
import { nearestName } from '../nearest-name.ts';
import { type Fact, eventFields } from '../rules/event-facts.ts';
import type { PolicyProblem } from '../validate-policy.ts';
import type { CaseDocument } from './case-document.ts';

const kinds: ReadonlyMap<string, string> = new Map(features.map(({ name, kind }) => [name, kind]));
const typeOfKind: Readonly<Record<string, string>> = { number: 'number', flag: 'boolean', word: 'string' };
const wordOfType: Readonly<Record<string, string>> = { number: 'a number', boolean: 'true or false', string: 'a word' };

/** Fields of a case's event by the dotted names that rules use. */
export function fieldsOfCase(event: CaseDocument['event']): Record<string, Fact> {
  const found: Record<string, Fact> = {};
  collect({ ...event, type: undefined }, '', found);
  return found;
}

function collect(value: object, prefix: string, into: Record<string, Fact>): void {
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    if (typeof inner === 'object' && inner !== null) collect(inner, `${prefix}${name}.`, into);
    else if (inner !== null && inner !== undefined) into[`${prefix}${name}`] = inner as Fact; // YAML knows no others.
  }
}

/** Names in cases that nobody knows, each with the nearest one, and values of another kind than their name. */
export function caseProblems(cases: readonly CaseDocument[], ruleIds: readonly string[]): PolicyProblem[] {
  const codes = [...signals.map(({ code }) => code), ...verdictReasons, ...ruleIds.map((id) => `rule:${id}`)];
  return cases.flatMap((one, at) => {
    const path = `cases.${at}`;
    const first = cases.findIndex(({ name }) => name === one.name);
    const { reasons = [], notReasons = [], rules = [], notRules = [] } = one.expect;
    return [
      ...(first < at
        ? [{ path: `${path}.name`, message: `"${one.name}" is the name of case ${first + 1} already` }]
        : []),
      ...fieldProblems(one, path),
      ...featureProblems(one, path),
      ...[...reasons, ...notReasons].flatMap((code) => unknownName(`${path}.expect`, 'reason', code, codes)),
      ...[...rules, ...notRules].flatMap((id) => unknownName(`${path}.expect`, 'rule', id, ruleIds)),
    ];
  });
}

const fieldProblems = ({ event }: CaseDocument, path: string): PolicyProblem[] =>
  Object.entries(fieldsOfCase(event)).flatMap(([name, value]) => {
    const spec = eventFields[name];
    if (spec === undefined) return unknownName(`${path}.event`, 'field', name, Object.keys(eventFields));
    const isRight =
      spec.type === 'int'
        ? Number.isSafeInteger(value)
        : typeof value === (spec.type === 'bool' ? 'boolean' : spec.type === 'string' ? 'string' : 'number');
    const allowed = { int: 'a whole number', double: 'a number', string: 'a text', bool: 'true or false' }[spec.type];
    return isRight
      ? []
      : [{ path: `${path}.event.${name}`, message: `${name} is ${allowed}, not ${JSON.stringify(value)}` }];
  });

const featureProblems = ({ features: given = {} }: CaseDocument, path: string): PolicyProblem[] =>
  Object.entries(given).flatMap(([name, value]) => {
    const kind = kinds.get(name);
    if (kind === undefined) return unknownName(`${path}.features.${name}`, 'feature', name, [...kinds.keys()]);
    const wanted = typeOfKind[kind] ?? 'string';
    if (typeof value === wanted) return [];
    return [
      { path: `${path}.features.${name}`, message: `${name} is ${wordOfType[wanted]}, not ${JSON.stringify(value)}` },
    ];
  });

function unknownName(path: string, what: string, name: string, known: readonly string[]): PolicyProblem[] {
  if (known.includes(name)) return [];
  const meant = nearestName(name, known);
  return [{ path, message: `there is no ${what} '${name}'${meant === undefined ? '' : `; did you mean '${meant}'?`}` }];
}
