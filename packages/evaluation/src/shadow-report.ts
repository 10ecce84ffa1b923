import type { Action, Decision } from '@countersign/events';

/** What a candidate would have changed, from the decisions that recorded it in shadow. */
export interface ShadowReport {
  readonly candidate: string;
  readonly decisions: number;
  /** Decisions on which both took the same action. */
  readonly agreed: number;
  readonly customers: number;
  /** Challenges that the candidate adds, and those that it would not have asked. */
  readonly askedMore: number;
  readonly askedLess: number;
  readonly customersAskedMore: number;
  readonly customersAskedLess: number;
  /** Differences by `allow → challenge` and event type, most first. */
  readonly changes: readonly { readonly change: string; readonly eventType: string; readonly decisions: number }[];
  /** How often each rule took effect in either policy, and on how many of these the actions differ. */
  readonly rules: readonly {
    readonly id: string;
    readonly live: number;
    readonly candidate: number;
    readonly differ: number;
  }[];
}

/** Counts decisions that a candidate was asked about; only those of the newest candidate, whose digest is given. */
export function shadowReport(digest: string): { add(decision: Decision): void; result(): ShadowReport } {
  let [name, decisions, agreed, askedMore, askedLess] = ['', 0, 0, 0, 0];
  const customers = new Set<string>();
  const [more, less] = [new Set<string>(), new Set<string>()];
  const changes = new Map<string, { change: string; eventType: string; decisions: number }>();
  const rules = new Map<string, { id: string; live: number; candidate: number; differ: number }>();
  return {
    add({ shadow, action, eventType, accountId, rules: findings = [] }) {
      if (shadow?.policy.digest !== digest) return;
      name = `${shadow.policy.id}@${shadow.policy.version}`;
      decisions += 1;
      customers.add(accountId);
      const differs = shadow.action !== action;
      if (!differs) agreed += 1;
      else count(changes, action, shadow.action, eventType);
      if (differs && shadow.action === 'challenge') {
        askedMore += 1;
        more.add(accountId);
      }
      if (differs && action === 'challenge') {
        askedLess += 1;
        less.add(accountId);
      }
      const [live, candidate] = [applied(findings), applied(shadow.rules ?? [])];
      for (const id of new Set([...live, ...candidate])) {
        const rule = rules.get(id) ?? { id, live: 0, candidate: 0, differ: 0 };
        rules.set(id, rule);
        if (live.has(id)) rule.live += 1;
        if (candidate.has(id)) rule.candidate += 1;
        if (differs) rule.differ += 1;
      }
    },
    result: () => ({
      candidate: name,
      decisions,
      agreed,
      customers: customers.size,
      askedMore,
      askedLess,
      customersAskedMore: more.size,
      customersAskedLess: less.size,
      changes: [...changes.values()].sort((a, b) => b.decisions - a.decisions),
      rules: [...rules.values()].sort((a, b) => b.differ - a.differ || (a.id < b.id ? -1 : 1)),
    }),
  };
}

const applied = (findings: NonNullable<Decision['rules']>): ReadonlySet<string> =>
  new Set(findings.filter(({ state }) => state.startsWith('applied')).map(({ id }) => id));

function count(
  changes: Map<string, { change: string; eventType: string; decisions: number }>,
  from: Action,
  to: Action,
  eventType: string,
): void {
  const change = `${from} → ${to}`;
  const key = `${change} ${eventType}`;
  const known = changes.get(key) ?? { change, eventType, decisions: 0 };
  known.decisions += 1;
  changes.set(key, known);
}
