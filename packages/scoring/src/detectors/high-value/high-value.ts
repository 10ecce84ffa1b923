import type { AccountEvent, EventType, Money } from '@countersign/events';
import { z } from 'zod';
import { type Features, valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { majorUnits } from '../../profile/money-in-major-units.ts';
import type { Detector } from '../detector.ts';
import { highValueWords } from './high-value.words.ts';

const parameters = z.strictObject({
  /** Amount from which on a purchase is of high value, major units by ISO 4217 currency. */
  limits: z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive()).default({ EUR: 1_000, USD: 1_000, GBP: 900 }),
  /** Share of the limit at which evidence begins, so that 999 is not a safe amount; at the limit it is full. */
  beginsAt: z.number().min(0.1).max(1).default(0.9),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = ['purchase.requested', 'refund.requested', 'subscription.start_requested'];

/** An amount over an absolute limit, unless this account is used to such amounts. */
export const highValue: Detector<Parameters> = {
  name: 'high-value',
  on,
  parameters,
  words: highValueWords,
  features: {
    amount: { kind: 'number', unit: 'major units', meaning: 'what is about to be paid' },
    currency: { kind: 'word', unit: 'ISO 4217', meaning: 'its currency' },
    amountOfLimit: { kind: 'number', unit: 'share', meaning: 'the amount divided by the limit of its currency' },
  },
  build(slotOf) {
    const amount = slotOf('amount');
    const currency = slotOf('currency');
    const share = slotOf('amountOfLimit');
    const learned = slotOf('purchasesLearned');
    const spendZ = slotOf('spendZ');
    // An amount near the centre of a formed baseline is this customer's habit.
    const habit = (f: Features): number => ramp(valueOf(f, learned), 0, 20) * (1 - ramp(valueOf(f, spendZ), 1, 2.5));
    return {
      extract({ input }, write, { limits }) {
        const money = amountOf(input.event);
        if (money === undefined) return;
        const major = majorUnits(money.minor, money.currency);
        const limit = limits[money.currency];
        write.number(amount, major);
        write.word(currency, money.currency);
        if (limit === undefined) write.notKnown(share, 'no_limit_for_currency');
        else write.number(share, major / limit);
      },
      signals: [
        {
          code: 'high_value',
          family: 'amount',
          strength: (f, p) => (valueOf(f, share) >= 1 ? 1 : ramp(valueOf(f, share), p.beginsAt, 1)) * (1 - habit(f)),
          observed: (f) => `${valueOf(f, amount)} ${wordOf(f, currency)}`,
          expected: (f, p) => `${p.limits[wordOf(f, currency) ?? ''] ?? 0} ${wordOf(f, currency)}`,
        },
      ],
    };
  },
};

/** What an event would move, where it moves anything. */
export function amountOf(event: AccountEvent): Money | undefined {
  if (event.type === 'purchase.requested' || event.type === 'refund.requested') return event.data.amount;
  return event.type === 'subscription.start_requested' ? event.data.price : undefined;
}
