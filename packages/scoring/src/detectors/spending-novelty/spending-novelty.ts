import type { AccountEvent, EventType } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, type Features, valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import type { Scene } from '../../features/scene.ts';
import { type CategoryHabit, categoryKey } from '../../profile/category-habit.ts';
import { hash32 } from '../../profile/hash.ts';
import { isKnownThing } from '../../profile/known-things.ts';
import { majorUnits } from '../../profile/money-in-major-units.ts';
import type { KnownThing } from '../../profile/money-memory.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { lnOf } from '../purchase-spike/spend-baseline.ts';
import { spendingNoveltyWords } from './spending-novelty.words.ts';

const parameters = z.strictObject({
  /** Purchases of a category from which on it has a level of its own. */
  leastPurchases: z.int().min(2).max(1_000).default(8),
  /** Deviations above that level where an amount begins to be unusual for its category, and where it counts in full. */
  unusualFrom: z.number().min(0.5).max(20).default(2.5),
  unusualFull: z.number().min(1).max(40).default(5),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = ['purchase.requested'];

/** What the account never bought, paid with, paid in, or had sent to; and amounts unlike the others of their category. */
export const spendingNovelty: Detector<Parameters> = {
  name: 'spending-novelty',
  on,
  parameters,
  words: spendingNoveltyWords,
  features: {
    categoryZ: { kind: 'number', unit: 'deviations', meaning: 'log amount against the own purchases of this category' },
    categoryUsual: { kind: 'number', unit: 'major units', meaning: 'what the account usually spends on this category' },
    currencyKnown: { kind: 'flag', unit: 'yes/no', meaning: 'the account paid in this currency before' },
    merchantKnown: { kind: 'flag', unit: 'yes/no', meaning: 'among the last 16 merchants, for more than a day' },
    instrumentKnown: { kind: 'flag', unit: 'yes/no', meaning: 'among the last 6 instruments, for more than a day' },
    addressKnown: { kind: 'flag', unit: 'yes/no', meaning: 'among the last 6 addresses, for more than a day' },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const slots = {
    z: slotOf('categoryZ'),
    usual: slotOf('categoryUsual'),
    currency: slotOf('currencyKnown'),
    merchant: slotOf('merchantKnown'),
    instrument: slotOf('instrumentKnown'),
    address: slotOf('addressKnown'),
  };
  const spendZ = slotOf('spendZ');
  const amount = slotOf('amount');
  const currency = slotOf('currency');
  const isNew = (slot: number) => (f: Features) => (valueOf(f, slot) === 0 ? 1 : 0);
  return {
    extract(scene, write, p) {
      const { event } = scene.input;
      if (event.type !== 'purchase.requested') return;
      extractCategory(scene, event, write, p, slots);
      extractKnown(scene, write, slots);
    },
    signals: [
      {
        code: 'unusual_for_category',
        family: 'amount',
        // Only what the level of all purchases does not say already.
        strength: (f, p) =>
          Math.max(
            0,
            ramp(valueOf(f, slots.z), p.unusualFrom, p.unusualFull) -
              ramp(valueOf(f, spendZ), p.unusualFrom, p.unusualFull),
          ),
        observed: (f) => `${valueOf(f, amount)} ${wordOf(f, currency)}`,
        expected: (f) => `${Math.round(valueOf(f, slots.usual))} ${wordOf(f, currency)}`,
      },
      {
        code: 'new_currency',
        family: 'novelty',
        strength: isNew(slots.currency),
        observed: (f) => wordOf(f, currency),
      },
      { code: 'new_instrument', family: 'novelty', strength: isNew(slots.instrument) },
      { code: 'new_address', family: 'novelty', strength: isNew(slots.address) },
    ],
  };
}

type Purchase = Extract<AccountEvent, { type: 'purchase.requested' }>;
type Slots = Readonly<Record<'z' | 'usual' | 'currency' | 'merchant' | 'instrument' | 'address', number>>;

/** A spread below this is chance. */
const leastLnSpread = 0.35;
/** A spread is known late: until then it is mixed with that of anybody's purchases, as for all purchases together. */
const priorForSpread = 20;
const anybodysLnSpread = 1;
/** The mean upward deviation of a normal distribution is 0.4 of its standard deviation. */
const deviationsToSpread = 2.5;

function extractCategory(
  { profile }: Scene,
  { data }: Purchase,
  write: FeatureWriter,
  p: Parameters,
  slots: Slots,
): void {
  const { minor, currency } = data.amount;
  const category = data.merchant?.category;
  const habit = category === undefined ? undefined : habitOf(profile.money.categories, categoryKey(category, currency));
  if (habit === undefined || habit.count < p.leastPurchases) {
    write.notKnown(slots.z, category === undefined ? 'not_supplied' : 'no_history');
    return;
  }
  const own = habit.count / (habit.count + priorForSpread);
  const spread = Math.max(leastLnSpread, own * habit.lnDeviation * deviationsToSpread + (1 - own) * anybodysLnSpread);
  write.number(slots.z, (lnOf(majorUnits(minor, currency)) - habit.lnMean) / spread);
  write.number(slots.usual, Math.exp(habit.lnMean));
}

const habitOf = (habits: readonly CategoryHabit[], key: number): CategoryHabit | undefined =>
  habits.find((habit) => habit.key === key);

function extractKnown({ input, profile, nowS }: Scene, write: FeatureWriter, slots: Slots): void {
  const { event, keys } = input;
  const { money, spend } = profile;
  const known = (slot: number, things: readonly KnownThing[], pseudonym: string | undefined): void => {
    if (pseudonym === undefined) write.notKnown(slot, 'not_supplied');
    else if (things.length === 0) write.notKnown(slot, 'no_history');
    else write.flag(slot, isKnownThing(things, hash32(pseudonym), nowS));
  };
  known(slots.merchant, money.merchants, keys.merchant);
  known(slots.instrument, money.instruments, keys.instrument);
  known(slots.address, money.addresses, keys.address);
  if (event.type !== 'purchase.requested') return;
  const { currency } = event.data.amount;
  if (!spend.some(({ count }) => count > 0)) write.notKnown(slots.currency, 'no_history');
  else
    write.flag(
      slots.currency,
      spend.some((habit) => habit.currency === currency && habit.count > 0),
    );
}
