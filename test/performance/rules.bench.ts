/** Measures what 500 rules cost: `node test/performance/rules.bench.ts`. Figures, no assertions. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type EventFacts, type Policy, decide, features, featuresOfRecord, validatePolicy } from '@countersign/scoring';
import { parse } from 'yaml';

/** Microseconds of CPU for one event. */
export interface RuleFigures {
  /** Deciding by a policy of 500 rules, each about three of the seven event types that somebody waits for. */
  readonly microsWith500Rules: number;
  /** The same where all 500 are about every event. */
  readonly microsWith500RulesForAll: number;
  /** The same without rules. */
  readonly microsWithoutRules: number;
}

const kinds = ['web', 'app', 'phone', 'store', 'api'];

/** A rule as an analyst writes it: two or three comparisons, some of them about words, numbers, a list. */
const types = [
  'login.succeeded',
  'password_reset.requested',
  'settings.change_requested',
  'purchase.requested',
  'gift_card.redemption_requested',
  'refund.requested',
  'subscription.start_requested',
];

const ruleAt = (at: number, isForAll: boolean): object => ({
  ...(isForAll ? {} : { on: [0, 2, 4].map((step) => types[(at + step) % types.length]) }),
  id: `rule-${at}`,
  description: `Rule ${at} of the benchmark.`,
  owner: 'bench',
  severity: 'low',
  when: [
    `event.amount.minor > ${at * 400} && features.deviceAgeDays < ${at % 40} && event.channel == "${kinds[at % 5]}"`,
    `features.spendZ > ${(at % 60) + 0.5} && signals.new_device > 0.0 && !(event.merchant.category in ["a${at}", "b"])`,
    `event.merchant.category == "category-${at}" && score > ${at % 90}.0`,
    `keys.device in lists.devices && features.placeVisits < ${at % 30}.0 || event.amount.currency == "C${at % 90}"`,
    `features.purchases24h >= ${at % 20}.0 && (event.amount.minor > ${at * 100} || features.failedLogins1h > ${at % 9}.0)`,
  ][at % 5],
  effect: at % 50 === 0 ? { action: 'addPoints', points: 0.1 } : { action: 'challenge', digits: 8 },
});

function policyWith(count: number, isForAll: boolean): Policy {
  const path = new URL('../../packages/scoring/policy/default.yaml', import.meta.url);
  const rules = Array.from({ length: count }, (_, at) => ruleAt(at, isForAll));
  const lists = { devices: { values: ['a', 'b', 'c'] } };
  const { cases: _, ...document } = parse(readFileSync(path, 'utf8'));
  const checked = validatePolicy({ ...document, lists, rules }, 'bench');
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems.slice(0, 3)));
  return checked.policy;
}

const numbers = features.filter(({ kind, isOnDemand }) => kind === 'number' && !isOnDemand).map(({ name }) => name);

/** Purchases that differ; three in four features are known. */
const events = Array.from({ length: 512 }, (_, at) => {
  const known = Object.fromEntries(
    numbers.flatMap((name, n) => ((at + n) % 4 === 0 ? [] : [[name, ((at * 31 + n * 7) % 50) / 10]])),
  );
  const event: EventFacts = {
    type: 'purchase.requested',
    accountId: `account-${at}`,
    keys: { device: `device-${at}` },
    logTimeMs: Date.UTC(2026, 0, 1) + at,
    fields: {
      'amount.minor': (at * 977) % 20_000,
      'amount.currency': 'EUR',
      channel: kinds[at % 5] ?? 'web',
      'merchant.category': `category-${at % 97}`,
    },
  };
  return { event, features: featuresOfRecord({ features: { ...known, deviceKnown: at % 3 > 0 }, unknown: {} }) };
});

/** CPU for one decision in microseconds, of the whole process; the median of rounds after a warm-up. */
export function measureRules({ rounds = 5, eventCount = 20_000 } = {}): RuleFigures {
  const [many, all, none] = [policyWith(500, false), policyWith(500, true), policyWith(0, true)];
  const micros = (policy: Policy): number => {
    const start = process.cpuUsage();
    for (let at = 0; at < eventCount; at += 1) {
      const one = events[at % events.length];
      if (one !== undefined) decide(one.features, one.event, policy);
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / eventCount;
  };
  for (const policy of [many, all, none]) micros(policy);
  const measured = Array.from({ length: rounds }, () => ({ many: micros(many), all: micros(all), none: micros(none) }));
  return {
    microsWith500Rules: median(measured.map((one) => one.many)),
    microsWith500RulesForAll: median(measured.map((one) => one.all)),
    microsWithoutRules: median(measured.map((one) => one.none)),
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(measureRules(), null, 2));
