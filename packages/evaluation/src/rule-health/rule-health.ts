import type { Decision, EventType } from '@countersign/events';
import { type Policy, reDecide } from '@countersign/scoring';
import { type DailyRates, dailyRates } from './daily-rates.ts';

/** What is odd about a rule. */
export type RuleOddity =
  | { readonly kind: 'never_fired' }
  | { readonly kind: 'always_fires' }
  /** Whenever it fires, so does the other one. */
  | { readonly kind: 'always_with'; readonly other: string }
  /** It fires at another rate, 0..1, in the last quarter of the time than before. */
  | { readonly kind: 'drifted'; readonly before: number; readonly lately: number };

/** How one rule fared over past events. */
export interface RuleHealth {
  readonly id: string;
  readonly owner: string;
  /** Events of its types. */
  readonly events: number;
  /** Events to which it applied. */
  readonly fired: number;
  /** Events in which something that it needs was not known. */
  readonly notEvaluable: number;
  /** Events in which it was snoozed for the account. */
  readonly snoozed: number;
  readonly findings: readonly RuleOddity[];
}

/** Watches the rules of a policy over past events. */
export interface RuleHealthRun {
  add(decision: Decision): void;
  /** In the order of the policy. */
  result(): readonly RuleHealth[];
}

/** Fewer events tell little about always and never. */
const leastEvents = 100;
/** Fewer times fired tell little about what else fires. */
const leastFired = 10;
const alwaysShare = 0.99;

interface Tally {
  readonly types: readonly EventType[];
  fired: number;
  notEvaluable: number;
  snoozed: number;
  readonly with: Map<string, number>;
  readonly days: DailyRates;
}

/** Runs the rules of `policy` over past decisions, whichever policy made them. */
export function ruleHealth(policy: Policy): RuleHealthRun {
  const tallies = new Map([...policy.ruleOwners.keys()].map((id) => [id, newTally(typesOf(id, policy))]));
  const seen = new Map<EventType, number>();
  const days = new Map<EventType, DailyRates>();
  const noteEvent = (type: EventType, logTime: string): void => {
    seen.set(type, (seen.get(type) ?? 0) + 1);
    const ofType = days.get(type) ?? dailyRates();
    days.set(type, ofType);
    ofType.note(logTime);
  };
  return {
    add(decision) {
      const verdict = reDecide(decision, policy);
      if (verdict === undefined) return;
      noteEvent(decision.eventType as EventType, decision.logTime);
      const fired = verdict.rules.filter(({ state }) => state.startsWith('applied')).map(({ id }) => id);
      for (const { id, state } of verdict.rules) {
        const tally = tallies.get(id);
        if (tally === undefined) continue;
        if (state.endsWith('unknown')) tally.notEvaluable += 1;
        if (state === 'snoozed') tally.snoozed += 1;
        if (!state.startsWith('applied')) continue;
        tally.fired += 1;
        tally.days.note(decision.logTime);
        for (const other of fired) if (other !== id) tally.with.set(other, (tally.with.get(other) ?? 0) + 1);
      }
    },
    result: () =>
      [...tallies].map(([id, tally]) => {
        const { types, fired, notEvaluable, snoozed } = tally;
        const events = types.reduce((sum, type) => sum + (seen.get(type) ?? 0), 0);
        const all = types.flatMap((type) => days.get(type) ?? []);
        const owner = policy.ruleOwners.get(id) ?? '';
        return { id, owner, events, fired, notEvaluable, snoozed, findings: findingsOf(tally, events, all) };
      }),
  };
}

const newTally = (types: readonly EventType[]): Tally => ({
  types,
  fired: 0,
  notEvaluable: 0,
  snoozed: 0,
  with: new Map(),
  days: dailyRates(),
});

const typesOf = (id: string, { rules }: Policy): readonly EventType[] =>
  (Object.keys(rules) as EventType[]).filter((type) =>
    [...rules[type].additions, ...rules[type].effects].some((rule) => rule.id === id),
  );

function findingsOf(tally: Tally, events: number, all: readonly DailyRates[]): readonly RuleOddity[] {
  const { fired, days } = tally;
  if (events < leastEvents) return [];
  if (fired === 0) return [{ kind: 'never_fired' }];
  const together = [...tally.with].filter(([, times]) => fired >= leastFired && times >= alwaysShare * fired);
  const drift = days.driftAgainst(all);
  return [
    ...(fired >= alwaysShare * events ? [{ kind: 'always_fires' } as const] : []),
    ...together.map(([other]) => ({ kind: 'always_with', other }) as const),
    ...(drift === undefined ? [] : [{ kind: 'drifted', ...drift } as const]),
  ];
}
