import type { SpendHabit } from '../../profile/spend-habit.ts';

/** A baseline of log amounts: centre and spread (about one standard deviation). */
export interface Baseline {
  readonly lnCentre: number;
  readonly lnSpread: number;
}

/** Purchases that the population's baseline weighs against an account's own. */
const priorPurchases = 5;
/** A spread below this is chance: 35 % up or down is never unusual. */
const leastLnSpread = 0.35;
/** The mean upward deviation of a normal distribution is 0.4 of its standard deviation. */
const deviationsToSpread = 2.5;

/** The account's own baseline, mixed with the population's while it has few purchases. */
export function spendBaseline(habit: SpendHabit | undefined, typicalAmount: number, typicalLnSpread: number): Baseline {
  const population = Math.log(typicalAmount);
  if (habit === undefined || habit.count === 0) return { lnCentre: population, lnSpread: typicalLnSpread };
  const own = habit.count / (habit.count + priorPurchases);
  const ownSpread = habit.lnDeviation * deviationsToSpread;
  return {
    lnCentre: own * habit.lnMean + (1 - own) * population,
    lnSpread: Math.max(leastLnSpread, own * ownSpread + (1 - own) * typicalLnSpread),
  };
}
