import type { SpendLesson } from './lesson.ts';
import type { Series } from './series.ts';

/** What an account usually spends in one currency. Logs are natural, of major units. */
export interface SpendHabit {
  readonly currency: string;
  readonly firstS: number;
  /** Purchases learned from, at most `countCap`. */
  readonly count: number;
  readonly lnMean: number;
  /**
   * Mean of how far the log lies above the centre, 0 where below: only upwards is a risk, and many small amounts must
   * not make a large one ordinary. 2.5 of it is about one standard deviation.
   */
  readonly lnDeviation: number;
  /** Purchases so far, halved every `rateHalfLifeDays`, as of `rateAtS`. */
  readonly decayedCount: number;
  readonly rateAtS: number;
  /** Purchases asked for lately, sums in minor units. */
  readonly series: Series;
}

const countCap = 1_000;
/** A baseline forgets: no purchase weighs less than one of the last fifty. */
export const memoryPurchases = 50;
/** From this many purchases on a baseline counts as formed, and moves at most `driftCap` per lesson (SEC-09). */
export const formedCount = 10;
export const driftCap = 0.1;
const rateHalfLifeDays = 30;
const daySeconds = 86_400;

/** A habit before its first purchase. */
export const newSpendHabit = (currency: string, timeS: number): SpendHabit => ({
  currency,
  firstS: timeS,
  count: 0,
  lnMean: 0,
  lnDeviation: 0,
  decayedCount: 0,
  rateAtS: timeS,
  series: [],
});

/** Steps of 1/1024, so that a habit survives its binary form unchanged. */
export const quantised = (value: number): number => Math.round(value * 1024) / 1024;

/** What one accepted purchase would teach; an outlier counts only as far as three deviations (SEC-09). */
export function spendLesson(
  habit: SpendHabit | undefined,
  { currency, category }: Pick<SpendLesson, 'currency' | 'category'>,
  lnAmount: number,
): SpendLesson {
  if (habit === undefined || habit.count < formedCount) {
    const deviation = habit === undefined || habit.count === 0 ? 0 : Math.max(0, lnAmount - habit.lnMean);
    return { currency, category, count: 1, lnSum: quantised(lnAmount), deviationSum: quantised(deviation) };
  }
  const reach = 3 * Math.max(2.5 * habit.lnDeviation, 0.35);
  const deviation = Math.max(-reach, Math.min(reach, lnAmount - habit.lnMean));
  return {
    currency,
    category,
    count: 1,
    lnSum: quantised(habit.lnMean + deviation),
    deviationSum: quantised(Math.max(0, deviation)),
  };
}

/** The habit after a lesson has settled. */
export function withSpend(habit: SpendHabit, lesson: SpendLesson, timeS: number): SpendHabit {
  const share = Math.max(lesson.count / (habit.count + lesson.count), Math.min(1, lesson.count / memoryPurchases));
  const step = share * (lesson.lnSum / lesson.count - habit.lnMean);
  const drift = habit.count < formedCount ? step : Math.max(-driftCap, Math.min(driftCap, step));
  const deviation = lesson.deviationSum / lesson.count;
  const rateAtS = Math.max(habit.rateAtS, timeS);
  return {
    ...habit,
    firstS: Math.min(habit.firstS, timeS),
    count: Math.min(countCap, habit.count + lesson.count),
    lnMean: quantised(habit.lnMean + drift),
    lnDeviation: quantised(habit.lnDeviation + share * (deviation - habit.lnDeviation)),
    decayedCount: quantised(decayed(habit, rateAtS) + lesson.count),
    rateAtS,
  };
}

/** Usual purchases per day, as of `nowS`. */
export function purchasesPerDay(habit: SpendHabit, nowS: number): number {
  const ageDays = Math.max(1, (nowS - habit.firstS) / daySeconds);
  const full = rateHalfLifeDays / Math.LN2;
  return decayed(habit, nowS) / (full * (1 - 2 ** (-ageDays / rateHalfLifeDays)));
}

const decayed = (habit: SpendHabit, nowS: number): number =>
  habit.decayedCount * 2 ** (-Math.max(0, nowS - habit.rateAtS) / (rateHalfLifeDays * daySeconds));
