import type { Reason } from '@countersign/events';
import { features, signals } from '../../detectors/registry.ts';
import { type EventFacts, type FactType, eventFields } from './event-facts.ts';
import { type RuleFacts, type ValueList, keyNames } from './rule-facts.ts';
import { isSet, valueOf, wordOf } from '../../features/features.ts';

/** How a name is read at run time; undefined where the value is not known. */
export type Read = (facts: RuleFacts) => number | string | boolean | undefined;

export interface RuleName {
  readonly type: FactType;
  readonly read: Read;
  /** Where a number stands among the features. */
  readonly slot?: number;
}

/** Every name that a rule may use, dotted, lists apart. */
export const ruleNames: ReadonlyMap<string, RuleName> = new Map([
  ['score', { type: 'double', read: ({ score }) => (Number.isNaN(score) ? undefined : score) }],
  ['account.id', { type: 'string', read: ({ event }) => event.accountId }],
  ['event.type', { type: 'string', read: ({ event }) => event.type }],
  ...Object.entries(eventFields).map(([name, { type }]): [string, RuleName] => [
    `event.${name}`,
    { type, read: ({ event }) => event.fields[name] },
  ]),
  ...keyNames.map((name): [string, RuleName] => [
    `keys.${name}`,
    { type: 'string', read: ({ event }) => event.keys[name] },
  ]),
  ...features.map(({ name, kind, slot }): [string, RuleName] => [`features.${name}`, featureName(kind, slot)]),
  ...signals.map(({ code }): [string, RuleName] => [
    `signals.${code}`,
    { type: 'double', read: ({ reasons }) => pointsOf(code, reasons) },
  ]),
]);

function pointsOf(code: string, reasons: readonly Reason[]): number {
  for (const reason of reasons) if (reason.code === code) return reason.points;
  return 0;
}

function featureName(kind: 'number' | 'flag' | 'word', slot: number): RuleName {
  if (kind === 'word') return { type: 'string', read: ({ features: found }) => wordOf(found, slot) };
  const isKnown = (value: number): boolean => !Number.isNaN(value);
  if (kind === 'flag') {
    return { type: 'bool', read: ({ features: f }) => (isKnown(valueOf(f, slot)) ? isSet(f, slot) : undefined) };
  }
  return {
    type: 'double',
    slot,
    read({ features: found }) {
      const value = valueOf(found, slot);
      return isKnown(value) ? value : undefined;
    },
  };
}

/** The same facts as nested values, as the interpreter reads them; what is not known is absent. */
export function contextOf(facts: RuleFacts, lists: ReadonlyMap<string, ValueList>): Record<string, unknown> {
  const context: Record<string, unknown> = { event: {}, keys: {}, features: {}, signals: {}, account: {} };
  for (const path of groups) put(context, path, {});
  for (const { path, type, read } of paths) {
    const value = read(facts);
    if (value !== undefined) put(context, path, type === 'int' ? BigInt(value) : value);
  }
  context['lists'] = Object.fromEntries([...lists].map(([name, list]) => [name, membersAt(list, facts.event)]));
  return context;
}

const paths = [...ruleNames].map(([name, { type, read }]) => ({ path: name.split('.'), type, read }));
/** The groups around an unknown value are there: `has(event.amount.minor)` is a question, not an error. */
const groups = paths.flatMap(({ path }) => (path.length > 2 ? [path.slice(0, -1)] : []));

function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head = '', ...rest] = path;
  if (rest.length > 0) put((into[head] ??= {}) as Record<string, unknown>, rest, value);
  else into[head] = value;
}

/** What stands on a list at the time of an event. */
export const membersAt = (list: ValueList, { logTimeMs }: EventFacts): string[] =>
  [...list].filter(([, untilMs]) => logTimeMs < untilMs).map(([value]) => value);
