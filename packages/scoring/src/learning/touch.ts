import type { AccountEvent } from '@countersign/events';
import { hash32 } from '../profile/hash.ts';
import { withThing, withoutYoung } from '../profile/known-things.ts';
import type { Touched } from '../profile/lesson.ts';
import { type MoneyMemory, moneyLimits } from '../profile/money-memory.ts';
import type { EventKeys } from '../scoring-input.ts';

/** What an act of money dealt with; undefined where it dealt with nothing that is remembered. */
export function touchedBy(event: AccountEvent, { merchant, instrument, address }: EventKeys): Touched | undefined {
  const plan = event.type === 'subscription.start_requested' ? planKey(event.data.plan) : 0;
  const touched = { merchant: keyOf(merchant), instrument: keyOf(instrument), address: keyOf(address), plan };
  return touched.merchant + touched.instrument + touched.address + plan === 0 ? undefined : touched;
}

/** The key of a plan; never 0. */
export const planKey = (plan: string): number => hash32(plan) || 1;

const keyOf = (pseudonym: string | undefined): number => (pseudonym === undefined ? 0 : hash32(pseudonym));

/** The memory after one more dealing; `firstS` a day back makes something known at once. */
export function withTouched(
  money: MoneyMemory,
  touched: Touched | undefined,
  firstS: number,
  lastS: number,
): MoneyMemory {
  if (touched === undefined) return money;
  return {
    ...money,
    merchants: withThing(money.merchants, touched.merchant, firstS, lastS, moneyLimits.merchants),
    instruments: withThing(money.instruments, touched.instrument, firstS, lastS, moneyLimits.instruments),
    addresses: withThing(money.addresses, touched.address, firstS, lastS, moneyLimits.addresses),
    plans: withThing(money.plans, touched.plan, firstS, lastS, moneyLimits.plans),
  };
}

/** The memory after a report or a confirmed fraud: what was new in the last day may be the thief's. */
export const withoutLastDay = (money: MoneyMemory, nowS: number): MoneyMemory => ({
  ...money,
  merchants: withoutYoung(money.merchants, nowS),
  instruments: withoutYoung(money.instruments, nowS),
  addresses: withoutYoung(money.addresses, nowS),
  plans: withoutYoung(money.plans, nowS),
});
