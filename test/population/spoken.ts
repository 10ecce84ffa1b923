import type { Onlooker } from '@countersign/testkit';

/** How often something spoke, among honest acts and among steps of attacks. */
export interface Spoken {
  readonly onlooker: Onlooker;
  readonly honestEvents: () => number;
  readonly attackEvents: () => number;
  /** By reason code, or by `rule:` and its id. */
  of(name: string): { readonly honest: number; readonly attacks: number };
}

/** Counts signals and rules while towns live. */
export function spoken(): Spoken {
  const events = { honest: 0, attacks: 0 };
  const counts = new Map<string, { honest: number; attacks: number }>();
  return {
    onlooker({ step }, { verdict }) {
      const side = step === undefined ? 'honest' : 'attacks';
      events[side] += 1;
      const rules = (verdict.rules ?? [])
        .filter(({ state }) => state.startsWith('applied'))
        .map(({ id }) => `rule:${id}`);
      for (const name of new Set([...verdict.reasons.map(({ code }) => code), ...rules])) {
        const count = counts.get(name) ?? { honest: 0, attacks: 0 };
        count[side] += 1;
        counts.set(name, count);
      }
    },
    honestEvents: () => events.honest,
    attackEvents: () => events.attacks,
    of: (name) => counts.get(name) ?? { honest: 0, attacks: 0 },
  };
}
