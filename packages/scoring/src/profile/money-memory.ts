import type { CategoryHabit } from './category-habit.ts';
import type { Series } from './series.ts';

/** A merchant, instrument, address or plan that the account dealt with. Known once it is a day old (DEL-21). */
export interface KnownThing {
  /** 32-bit hash of its pseudonym. */
  readonly key: number;
  readonly firstS: number;
  readonly lastS: number;
}

/** A parcel or grocery order on its way. Degrees in steps of a ten-thousandth, about 11 m. */
export interface ExpectedDelivery {
  /** 32-bit hash of order and stop. */
  readonly key: number;
  readonly timeS: number;
  readonly latitude10k: number | undefined;
  readonly longitude10k: number | undefined;
  /** Whether it is handed over against a code (OTP-36). */
  readonly needsCode: boolean;
}

/** How often something happened, halved every 30 days, as of `atS`. */
export interface FadingCount {
  readonly count: number;
  readonly atS: number;
}

/** What an account's money does, beside its spending level. Bounded by `moneyLimits`. */
export interface MoneyMemory {
  readonly categories: readonly CategoryHabit[];
  readonly merchants: readonly KnownThing[];
  readonly instruments: readonly KnownThing[];
  readonly addresses: readonly KnownThing[];
  /** Plans subscribed to. */
  readonly plans: readonly KnownThing[];
  /** Refunds and returns asked for, sums in minor units of whatever currency. */
  readonly refunds: Series;
  readonly refundsSoFar: FadingCount;
  /** Subscriptions that begin with a free trial. */
  readonly trials: Series;
  readonly trialsSoFar: FadingCount;
  readonly deliveries: readonly ExpectedDelivery[];
}

/** Nothing is known. */
export const noMoneyMemory: MoneyMemory = {
  categories: [],
  merchants: [],
  instruments: [],
  addresses: [],
  plans: [],
  refunds: [],
  refundsSoFar: { count: 0, atS: 0 },
  trials: [],
  trialsSoFar: { count: 0, atS: 0 },
  deliveries: [],
};

/** Most entries of each list. */
export const moneyLimits = {
  categories: 8,
  merchants: 16,
  instruments: 6,
  addresses: 6,
  plans: 4,
  series: 16,
  deliveries: 6,
} as const;

const halfLifeS = 30 * 86_400;

/** The count as of `nowS`. */
export const fadedCount = ({ count, atS }: FadingCount, nowS: number): number =>
  count === 0 ? 0 : count * 2 ** (-Math.max(0, nowS - atS) / halfLifeS);

/** The count with one more; in steps of 1/1024, so that it survives its binary form. */
export function oneMoreFading(before: FadingCount, nowS: number): FadingCount {
  const atS = Math.max(before.atS, nowS);
  return { count: Math.min(countCap, Math.round((fadedCount(before, atS) + 1) * 1024) / 1024), atS };
}

const countCap = 10_000;
