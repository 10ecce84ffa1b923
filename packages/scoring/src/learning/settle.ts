import { withCategorySpend } from '../profile/category-habit.ts';
import { withHours } from '../profile/hour-habit.ts';
import { withAgent } from '../profile/known-agents.ts';
import { withDevice } from '../profile/known-device.ts';
import { withVisits } from '../profile/known-places.ts';
import { type Lesson, newerFix, settlesAtS } from '../profile/lesson.ts';
import { profileLimits } from '../profile/profile.ts';
import { type SpendHabit, newSpendHabit, withSpend } from '../profile/spend-habit.ts';
import type { Draft } from './draft.ts';

/** Moves every lesson that is due from staged to long-term memory (DEL-21). */
export function settle(draft: Draft, nowS: number): void {
  const { staged } = draft;
  let due = 0;
  for (const lesson of staged) {
    if (settlesAtS(lesson) > nowS) continue;
    settleLesson(draft, lesson);
    due += 1;
  }
  if (due === staged.length) draft.staged = nothingStaged;
  else if (due > 0) draft.staged = staged.filter((lesson) => settlesAtS(lesson) > nowS);
}

const nothingStaged: readonly Lesson[] = [];

function settleLesson(draft: Draft, lesson: Lesson): void {
  const { firstS, lastS, visits, spend } = lesson;
  const { countries, regions, cities, networks } = profileLimits;
  draft.devices = withDevice(draft.devices, lesson);
  draft.countries = withVisits(draft.countries, lesson.country, firstS, lastS, visits, countries);
  draft.regions = withVisits(draft.regions, lesson.region, firstS, lastS, visits, regions);
  draft.cities = withVisits(draft.cities, lesson.city, firstS, lastS, visits, cities);
  draft.networks = withVisits(draft.networks, lesson.network, firstS, lastS, visits, networks);
  draft.lastFix = newerFix(draft.lastFix, lesson.fix);
  draft.access = {
    ...draft.access,
    hours: withHours(draft.access.hours, Math.round((firstS + lastS) / 2), visits),
    agents: withAgent(draft.access.agents, lesson),
  };
  if (spend === undefined) return;
  draft.spend = withHabit(draft.spend, spend.currency, firstS, (habit) => withSpend(habit, spend, firstS));
  if (spend.category > 0)
    draft.money = { ...draft.money, categories: withCategorySpend(draft.money.categories, spend) };
}

/** The habits with one of them changed, made first where it is missing. Above the limit the least formed goes. */
export function withHabit(
  spend: readonly SpendHabit[],
  currency: string,
  timeS: number,
  change: (habit: SpendHabit) => SpendHabit,
): readonly SpendHabit[] {
  const index = spend.findIndex((habit) => habit.currency === currency);
  const before = spend[index];
  if (before !== undefined) {
    const next = spend.slice();
    next[index] = change(before);
    return next;
  }
  const room = spend.length < profileLimits.currencies ? spend : spend.filter((habit) => habit !== leastFormed(spend));
  return [...room, change(newSpendHabit(currency, timeS))];
}

const leastFormed = (spend: readonly SpendHabit[]): SpendHabit => spend.reduce((a, b) => (b.count < a.count ? b : a));
