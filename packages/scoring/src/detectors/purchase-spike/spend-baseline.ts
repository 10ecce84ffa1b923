import { dayS } from '../../features/scene.ts';
import { majorUnits } from '../../profile/money-in-major-units.ts';
import { totalWithin } from '../../profile/series.ts';
import type { SpendHabit } from '../../profile/spend-habit.ts';

/** A baseline of log amounts: centre and spread (about one standard deviation). */
export interface Baseline {
  readonly lnCentre: number;
  readonly lnSpread: number;
}

/** Purchases that the population's centre weighs against an account's own. */
const priorPurchases = 5;
/** The same of the spread, which needs four times as many values to be known as well as the centre. */
const priorForSpread = 20;
/** A spread below this is chance: 35 % up or down is never unusual. */
const leastLnSpread = 0.35;
/** The mean upward deviation of a normal distribution is 0.4 of its standard deviation. */
const deviationsToSpread = 2.5;

/**
 * The account's own baseline, mixed with the population's while it has few purchases. `typicalAmount`: what anybody spends in
 * this currency; without it an account that never spent in it has no baseline.
 */
export function spendBaseline(
  habit: SpendHabit | undefined,
  typicalAmount: number | undefined,
  typicalLnSpread: number,
): Baseline | undefined {
  const isNew = habit === undefined || habit.count === 0;
  if (typicalAmount === undefined && isNew) return undefined;
  const population = typicalAmount === undefined ? (habit?.lnMean ?? 0) : Math.log(typicalAmount);
  if (isNew) return { lnCentre: population, lnSpread: typicalLnSpread };
  const own = habit.count / (habit.count + priorPurchases);
  const ownOfSpread = habit.count / (habit.count + priorForSpread);
  const ownSpread = habit.lnDeviation * deviationsToSpread;
  return {
    lnCentre: own * habit.lnMean + (1 - own) * population,
    lnSpread: Math.max(leastLnSpread, ownOfSpread * ownSpread + (1 - ownOfSpread) * typicalLnSpread),
  };
}

/**
 * How far the purchases of the last 24 hours and one of `lnAmount` lie above a baseline together, in deviations: their sum of
 * deviations over the root of their number, which of amounts drawn by habit is as spread as one of them. A low amount takes
 * away what a high one added, so that a hamburger after a television says nothing; earlier amounts from `ownReasonFrom`
 * deviations on do not count at all, for they were asked about when they came.
 */
export function deviationOfDay(
  habit: SpendHabit | undefined,
  nowS: number,
  { lnCentre, lnSpread }: Baseline,
  lnAmount: number,
  ownReasonFrom: number,
): number {
  const deviation = (ln: number): number => (ln - lnCentre) / lnSpread;
  if (habit === undefined) return deviation(lnAmount);
  const { series, currency } = habit;
  let others = 0;
  const before = totalWithin(series, nowS, dayS, (count, sum) => {
    const each = deviation(lnOf(majorUnits(sum / count, currency)));
    if (each >= ownReasonFrom) return 0;
    others += count;
    return count * each;
  });
  return (before + deviation(lnAmount)) / Math.sqrt(others + 1);
}

/** Natural log of an amount in major units; nothing spent counts as one cent. */
export const lnOf = (major: number): number => Math.log(Math.max(0.01, major));
