import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { dayS, hourS } from '../../features/scene.ts';
import { majorUnits } from '../../profile/money-in-major-units.ts';
import type { Profile } from '../../profile/profile.ts';
import { countWithin, sumWithin } from '../../profile/series.ts';
import { purchasesPerDay } from '../../profile/spend-habit.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { deviationOfDay, lnOf, spendBaseline } from './spend-baseline.ts';
import { purchaseSpikeWords } from './purchase-spike.words.ts';

const parameters = z.strictObject({
  /** Amount of an ordinary purchase of anybody, major units by ISO 4217 currency; the baseline of young accounts. */
  typicalAmounts: z
    .record(z.string().regex(/^[A-Z]{3}$/), z.number().positive())
    .default({ EUR: 50, USD: 50, GBP: 45 }),
  /** Spread of its natural log: 1.0 means that two thirds lie within a factor of 2.7. */
  typicalLnSpread: z.number().min(0.1).max(5).default(1),
  /** Deviations from the own baseline at which an amount begins to be unusual, and where it counts in full. */
  unusualFrom: z.number().min(0.5).max(20).default(1.5),
  unusualFull: z.number().min(1).max(40).default(4),
  /** Purchases above expectation, in deviations, where a burst begins and where it counts in full. */
  burstFrom: z.number().min(0.5).max(20).default(4),
  burstFull: z.number().min(1).max(40).default(7),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = ['purchase.requested'];
/** Least purchases that are expected of anybody in a day, and in an hour: two at once are no burst, five are one. */
const expectedAtLeast = 1;
const expectedInHour = 0.5;
/** An account shops in bursts: an hour may hold this share of a day's purchases. */
const hourShare = 1 / 4;

/** Amounts, counts and sums far above what the account itself is used to. */
export const purchaseSpike: Detector<Parameters> = {
  name: 'purchase-spike',
  on,
  parameters,
  words: purchaseSpikeWords,
  features: {
    spendZ: { kind: 'number', unit: 'deviations', meaning: 'log amount against the own baseline' },
    usualAmount: { kind: 'number', unit: 'major units', meaning: 'centre of the own baseline' },
    purchasesLearned: {
      kind: 'number',
      unit: 'purchases',
      meaning: 'purchases in this currency that the baseline knows',
    },
    purchases1h: { kind: 'number', unit: 'purchases', meaning: 'in the last hour, with this one' },
    purchases24h: { kind: 'number', unit: 'purchases', meaning: 'in the last 24 hours, with this one' },
    purchasesPerDay: { kind: 'number', unit: 'purchases', meaning: 'usual rate' },
    spent24h: { kind: 'number', unit: 'major units', meaning: 'in the last 24 hours, with this purchase' },
    spent24hZ: {
      kind: 'number',
      unit: 'deviations',
      meaning: 'how far the amounts of these 24 hours lie above the baseline together',
    },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const z1 = slotOf('spendZ');
  const usual = slotOf('usualAmount');
  const learned = slotOf('purchasesLearned');
  const inHour = slotOf('purchases1h');
  const inDay = slotOf('purchases24h');
  const rate = slotOf('purchasesPerDay');
  const spent = slotOf('spent24h');
  const dayZ = slotOf('spent24hZ');
  const amount = slotOf('amount');
  const currency = slotOf('currency');
  return {
    extract({ input, profile, logS }, write, { typicalAmounts, typicalLnSpread, unusualFull }) {
      if (input.event.type !== 'purchase.requested') return;
      const { minor, currency: code } = input.event.data.amount;
      const habit = profile.spend.find((known) => known.currency === code);
      const baseline = spendBaseline(habit, typicalAmounts[code], typicalLnSpread);
      const perDay = habit === undefined ? 0 : purchasesPerDay(habit, logS);
      const sum = majorUnits(minor + (habit === undefined ? 0 : sumWithin(habit.series, logS, dayS)), code);
      write.number(learned, habit?.count ?? 0);
      write.number(inHour, 1 + purchasesWithin(profile, logS, hourS));
      write.number(inDay, 1 + purchasesWithin(profile, logS, dayS));
      write.number(rate, perDay);
      write.number(spent, sum);
      if (baseline === undefined) {
        for (const slot of [z1, usual, dayZ]) write.notKnown(slot, 'no_history');
        return;
      }
      const { lnCentre, lnSpread } = baseline;
      write.number(z1, (lnOf(majorUnits(minor, code)) - lnCentre) / lnSpread);
      write.number(usual, Math.exp(lnCentre));
      write.number(dayZ, deviationOfDay(habit, logS, baseline, lnOf(majorUnits(minor, code)), unusualFull));
    },
    signals: [
      {
        code: 'unusual_amount',
        family: 'amount',
        strength: (f, p) => ramp(valueOf(f, z1), p.unusualFrom, p.unusualFull),
        observed: (f) => `${valueOf(f, amount)} ${wordOf(f, currency)}`,
        expected: (f) => `${Math.round(valueOf(f, usual))} ${wordOf(f, currency)}`,
      },
      {
        code: 'purchase_burst',
        family: 'conduct',
        strength: (f, p) =>
          Math.max(
            ramp(
              excess(valueOf(f, inHour), Math.max(expectedInHour, valueOf(f, rate) * hourShare)),
              p.burstFrom,
              p.burstFull,
            ),
            ramp(excess(valueOf(f, inDay), Math.max(expectedAtLeast, valueOf(f, rate))), p.burstFrom, p.burstFull),
          ),
        observed: (f) => valueOf(f, inDay),
        expected: (f) => Math.max(1, Math.round(valueOf(f, rate))),
      },
      {
        code: 'spend_burst',
        family: 'amount',
        // Only what earlier purchases add: an amount that is unusual by itself has its own reason, and so has their number.
        strength: (f, p) =>
          Math.max(
            0,
            ramp(valueOf(f, dayZ), p.unusualFrom, p.unusualFull) - ramp(valueOf(f, z1), p.unusualFrom, p.unusualFull),
          ),
        observed: (f) => `${valueOf(f, spent)} ${wordOf(f, currency)}`,
        expected: (f) => `${Math.round(valueOf(f, usual) * Math.max(1, valueOf(f, rate)))} ${wordOf(f, currency)}`,
      },
      {
        code: 'usual_amount',
        family: 'trust',
        // Full at the centre of a formed baseline, gone where an amount begins to be unusual.
        strength: (f, p) =>
          Math.min(1, (valueOf(f, learned) || 0) / 20) * (1 - ramp(valueOf(f, z1), 1, Math.max(1.1, p.unusualFrom))),
        observed: (f) => valueOf(f, amount),
        expected: (f) => Math.round(valueOf(f, usual)),
      },
    ],
  };
}

/** People shop in bunches: the deviation of a count grows with the count itself, not only with its root. */
const bunching = 0.5;

/** How many deviations a count lies above what is expected: Poisson's, widened by bunching. */
function excess(count: number, expected: number): number {
  return (count - expected) / Math.sqrt(expected + (bunching * expected) ** 2);
}

const purchasesWithin = (profile: Profile, logS: number, windowS: number): number =>
  profile.spend.reduce((count, habit) => count + countWithin(habit.series, logS, windowS), 0);
