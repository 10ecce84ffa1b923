import { hash32 } from './hash.ts';
import type { SpendLesson } from './lesson.ts';
import { moneyLimits } from './money-memory.ts';
import { driftCap, formedCount, memoryPurchases, quantised } from './spend-habit.ts';

/** What an account usually spends on one category of merchants, in one currency. Logs are natural, of major units. */
export interface CategoryHabit {
  /** `categoryKey` of category and currency. */
  readonly key: number;
  /** Purchases learned from, at most 1,000. */
  readonly count: number;
  readonly lnMean: number;
  /** As in `SpendHabit`: mean of how far the log lies above the centre. */
  readonly lnDeviation: number;
}

const countCap = 1_000;

/** The key of a category in one currency; never 0. */
export const categoryKey = (category: string, currency: string): number => hash32(category, hash32(currency)) || 1;

/** The habits after a lesson has settled; above the limit the least formed goes. Drift is capped as for the whole (SEC-09). */
export function withCategorySpend(habits: readonly CategoryHabit[], lesson: SpendLesson): readonly CategoryHabit[] {
  if (lesson.category === 0) return habits;
  const index = habits.findIndex((habit) => habit.key === lesson.category);
  const before = habits[index] ?? { key: lesson.category, count: 0, lnMean: 0, lnDeviation: 0 };
  const after = moved(before, lesson);
  if (index >= 0) return habits.with(index, after);
  if (habits.length < moneyLimits.categories) return [...habits, after];
  const least = habits.reduce((a, b) => (b.count < a.count ? b : a));
  return [...habits.filter((habit) => habit !== least), after];
}

function moved(habit: CategoryHabit, { count, lnSum }: SpendLesson): CategoryHabit {
  const share = Math.max(count / (habit.count + count), Math.min(1, count / memoryPurchases));
  const lnAmount = lnSum / count;
  const deviation = habit.count === 0 ? 0 : Math.max(0, lnAmount - habit.lnMean);
  const step = share * (lnAmount - habit.lnMean);
  const drift = habit.count < formedCount ? step : Math.max(-driftCap, Math.min(driftCap, step));
  return {
    key: habit.key,
    count: Math.min(countCap, habit.count + count),
    lnMean: quantised(habit.lnMean + drift),
    lnDeviation: quantised(Math.min(deviationCap, habit.lnDeviation + share * (deviation - habit.lnDeviation))),
  };
}

/** Of amounts that are ever paid; keeps a habit's bytes bounded. */
const deviationCap = 40;
