import type { PolicyDocument } from './policy-document.ts';

/** One difference between two policies. */
export interface PolicyDifference {
  /** What it is about: `weights`, `rules`, `thresholds of login.succeeded` … */
  readonly section: string;
  /** Its name there. */
  readonly name: string;
  /** Undefined where it was not, or is not any more. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Everything that two checked policies say differently, section by section in the order of a document; parts with ids or names are matched by them. */
export function comparePolicies(before: PolicyDocument, after: PolicyDocument): readonly PolicyDifference[] {
  const [old, fresh] = [sectionsOf(before), sectionsOf(after)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  return names.flatMap((section) => differences(section, old.get(section) ?? {}, fresh.get(section) ?? {}));
}

type Entries = Readonly<Record<string, unknown>>;

function sectionsOf(document: PolicyDocument): ReadonlyMap<string, Entries> {
  const { weights, detectors, eventTypes, lists, rules, cases, snoozes, levels, learning, ...rest } = document;
  const sections = new Map<string, Entries>([
    ['policy', { ...plainOf(rest), ...flattened({ levels, learning }) }],
    ['weights', weights],
    ['detector parameters', flattened(detectors)],
  ]);
  for (const [type, of] of Object.entries(eventTypes)) {
    const { thresholds, weights: own = {}, ...others } = of ?? {};
    sections.set(`thresholds of ${type}`, { ...thresholds });
    sections.set(`weights of ${type}`, own);
    sections.set(`settings of ${type}`, flattened(others));
  }
  sections.set('rules', Object.fromEntries(rules.map(({ id, ...rule }) => [id, rule])));
  sections.set('cases', Object.fromEntries(cases.map(({ name, ...one }) => [name, one])));
  sections.set(
    'lists',
    Object.fromEntries(Object.entries(lists).flatMap(([name, { values }]) => entriesOf(name, values))),
  );
  sections.set(
    'snoozes',
    Object.fromEntries(snoozes.map(({ rule, account, until }) => [`${rule} for ${account}`, until])),
  );
  return sections;
}

/** Parts of the document that have no section of their own, told as a whole. */
const plainOf = (rest: Entries): Entries =>
  Object.fromEntries(Object.entries(rest).flatMap(([name, value]) => Object.entries(flattened({ [name]: value }))));

function entriesOf(list: string, values: PolicyDocument['lists'][string]['values']): [string, unknown][] {
  return values.map((entry) =>
    typeof entry === 'string' ? [`${list}: ${entry}`, 'for good'] : [`${list}: ${entry.value}`, `until ${entry.until}`],
  );
}

/** Nested objects as dotted names; lists stay whole. */
function flattened(value: object, prefix = ''): Entries {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
      isNested(inner) ? Object.entries(flattened(inner, `${prefix}${name}.`)) : [[`${prefix}${name}`, inner]],
    ),
  );
}

const isNested = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

function differences(section: string, before: Entries, after: Entries): PolicyDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ section, name, before: before[name], after: after[name] }));
}
