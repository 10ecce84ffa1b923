import { withDevice } from '../profile/known-device.ts';
import { withVisits } from '../profile/known-places.ts';
import { type Lesson, newerFix, settlesAtS } from '../profile/lesson.ts';
import { type Profile, profileLimits } from '../profile/profile.ts';
import { type SpendHabit, newSpendHabit, withSpend } from '../profile/spend-habit.ts';

/** The profile with every lesson that is due moved from staged to long-term memory (DEL-21). */
export function settle(profile: Profile, nowS: number): Profile {
  let settled = profile;
  for (const lesson of profile.staged) if (settlesAtS(lesson) <= nowS) settled = withLesson(settled, lesson);
  if (settled === profile) return profile;
  return { ...settled, staged: profile.staged.filter((lesson) => settlesAtS(lesson) > nowS) };
}

function withLesson(profile: Profile, lesson: Lesson): Profile {
  const { firstS, lastS, visits } = lesson;
  const { countries, regions, cities, networks } = profileLimits;
  return {
    ...profile,
    devices: withDevice(profile.devices, lesson),
    countries: withVisits(profile.countries, lesson.country, firstS, lastS, visits, countries),
    regions: withVisits(profile.regions, lesson.region, firstS, lastS, visits, regions),
    cities: withVisits(profile.cities, lesson.city, firstS, lastS, visits, cities),
    networks: withVisits(profile.networks, lesson.network, firstS, lastS, visits, networks),
    lastFix: newerFix(profile.lastFix, lesson.fix),
    spend: spendAfter(profile.spend, lesson),
  };
}

function spendAfter(spend: readonly SpendHabit[], lesson: Lesson): readonly SpendHabit[] {
  const taught = lesson.spend;
  if (taught === undefined) return spend;
  return withHabit(spend, taught.currency, lesson.firstS, (habit) => withSpend(habit, taught, lesson.firstS));
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
