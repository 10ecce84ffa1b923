import type { Features } from '../features/features.ts';
import type { EventFacts } from '../policy/rules/event-facts.ts';
import type { Rule } from '../policy/rules/rule.ts';
import type { RuleFacts } from '../policy/rules/rule-facts.ts';

/** What an evaluation looked at: slots of features, and fields of the event. */
export interface Reads {
  readonly slots: ReadonlySet<number>;
  readonly fields: ReadonlySet<string>;
}

/** The slots that a function of features looks at, for these features. */
export function slotsReadBy(run: (features: Features) => unknown, features: Features): ReadonlySet<number> {
  const { watched, slots } = watch(features);
  run(watched);
  return slots;
}

/** What a rule looks at, for these facts. */
export function readsOfRule(rule: Rule, facts: RuleFacts): Reads {
  const { watched, slots } = watch(facts.features);
  const fields = new Set<string>();
  const event: EventFacts = { ...facts.event, fields: noting(facts.event.fields, (name) => fields.add(name)) };
  rule.holds({ ...facts, event, features: watched });
  return { slots, fields };
}

function watch(features: Features): { readonly watched: Features; readonly slots: ReadonlySet<number> } {
  const slots = new Set<number>();
  const note = (key: string): void => void (/^\d+$/.test(key) && slots.add(Number(key)));
  return { watched: { ...features, values: noting(features.values, note) }, slots };
}

const noting = <T extends object>(target: T, note: (key: string) => unknown): T =>
  new Proxy(target, {
    get(of, key, receiver) {
      if (typeof key === 'string') note(key);
      return Reflect.get(of, key, receiver) as unknown;
    },
  });
