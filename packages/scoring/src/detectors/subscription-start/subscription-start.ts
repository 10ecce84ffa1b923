import type { AccountEvent, EventType } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, isSet, valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import type { Scene } from '../../features/scene.ts';
import { planKey } from '../../learning/touch.ts';
import { isKnownThing } from '../../profile/known-things.ts';
import { majorUnits } from '../../profile/money-in-major-units.ts';
import { fadedCount } from '../../profile/money-memory.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { subscriptionStartWords } from './subscription-start.words.ts';

const parameters = z.strictObject({
  /** Cost of a year from which on the owner confirms that this is meant, major units by ISO 4217 currency. */
  yearlyLimits: z
    .record(z.string().regex(/^[A-Z]{3}$/), z.number().positive())
    .default({ EUR: 240, USD: 240, GBP: 210 }),
  /** Share of the limit at which evidence begins; at the limit it is full. */
  beginsAt: z.number().min(0.1).max(1).default(0.8),
  /** A free trial that turns into a paid plan weighs as if it cost so many times more: it is forgotten more easily. */
  trialFactor: z.number().min(1).max(10).default(1.5),
  /** Free trials of one account, halved every 30 days, that nobody wonders about, and where they count in full. */
  ordinaryTrials: z.number().min(1).max(100).default(2),
  manyTrials: z.number().min(2).max(1_000).default(4),
  /** Accounts that may try on one device or one instrument in 90 days: a household. */
  ordinaryAccounts: z.int().min(1).max(64).default(2),
  manyAccounts: z.int().min(2).max(64).default(4),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = ['subscription.start_requested'];

/** A subscription that costs more than somebody starts by accident, and free trials taken again and again. */
export const subscriptionStart: Detector<Parameters> = {
  name: 'subscription-start',
  on,
  parameters,
  words: subscriptionStartWords,
  features: {
    yearlyCost: { kind: 'number', unit: 'major units', meaning: 'what a year costs' },
    yearlyCostOfLimit: { kind: 'number', unit: 'share', meaning: 'that, divided by the limit of its currency' },
    planKnown: { kind: 'flag', unit: 'yes/no', meaning: 'the account had this plan before' },
    startsAsTrial: { kind: 'flag', unit: 'yes/no', meaning: 'it begins with a free trial' },
    trialsFaded: { kind: 'number', unit: 'trials', meaning: 'free trials so far, with this one, halved every 30 days' },
    trialAccounts: {
      kind: 'number',
      unit: 'accounts',
      meaning: 'accounts with a free trial on this device or instrument in 90 days, with this one; the larger of both',
    },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const slots = {
    yearly: slotOf('yearlyCost'),
    share: slotOf('yearlyCostOfLimit'),
    known: slotOf('planKnown'),
    trial: slotOf('startsAsTrial'),
    trials: slotOf('trialsFaded'),
    accounts: slotOf('trialAccounts'),
  };
  const currency = slotOf('currency');
  return {
    extract(scene, write, { yearlyLimits }) {
      const { event } = scene.input;
      if (event.type !== 'subscription.start_requested') return;
      extractCost(scene, event, write, yearlyLimits, slots);
      if (event.data.trialEndsAt !== undefined) extractTrials(scene, write, slots);
    },
    signals: [
      {
        code: 'subscription_intent',
        family: 'amount',
        strength: (f, p) => {
          const share = valueOf(f, slots.share) * (isSet(f, slots.trial) ? p.trialFactor : 1);
          return isSet(f, slots.known) ? 0 : share >= 1 ? 1 : ramp(share, p.beginsAt, 1);
        },
        observed: (f) => `${valueOf(f, slots.yearly)} ${wordOf(f, currency)}`,
        expected: (f, p) => `${p.yearlyLimits[wordOf(f, currency) ?? ''] ?? 0} ${wordOf(f, currency)}`,
      },
      {
        code: 'trial_abuse',
        family: 'conduct',
        strength: (f, p) =>
          Math.max(
            ramp(valueOf(f, slots.trials), p.ordinaryTrials, p.manyTrials),
            ramp(valueOf(f, slots.accounts), p.ordinaryAccounts, p.manyAccounts),
          ),
        observed: (f) => Math.max(valueOf(f, slots.trials) || 0, valueOf(f, slots.accounts) || 0),
        expected: (_, p) => p.ordinaryTrials,
      },
    ],
  };
}

type Start = Extract<AccountEvent, { type: 'subscription.start_requested' }>;
type Slots = Readonly<Record<'yearly' | 'share' | 'known' | 'trial' | 'trials' | 'accounts', number>>;

const chargesPerYear = { day: 365, week: 52, month: 12, quarter: 4, year: 1 } as const;

function extractCost(
  { profile, nowS }: Scene,
  { data }: Start,
  write: FeatureWriter,
  limits: Parameters['yearlyLimits'],
  slots: Slots,
): void {
  const { minor, currency } = data.price;
  const yearly = majorUnits(minor, currency) * chargesPerYear[data.interval];
  const limit = limits[currency];
  write.number(slots.yearly, yearly);
  if (limit === undefined) write.notKnown(slots.share, 'no_limit_for_currency');
  else write.number(slots.share, yearly / limit);
  write.flag(slots.known, isKnownThing(profile.money.plans, planKey(data.plan), nowS));
}

function extractTrials({ input, profile, logS }: Scene, write: FeatureWriter, slots: Slots): void {
  write.flag(slots.trial, true);
  write.number(slots.trials, 1 + fadedCount(profile.money.trialsSoFar, logS));
  const sets = ['deviceTrialAccounts', 'instrumentTrialAccounts'].flatMap((name) => input.entities.get(name) ?? []);
  const { device, instrument, account } = input.keys;
  if (sets.length > 0)
    write.number(slots.accounts, Math.max(...sets.map((set) => set.size + (set.has(account) ? 0 : 1))));
  else
    write.notKnown(slots.accounts, device === undefined && instrument === undefined ? 'not_supplied' : 'unavailable');
}
