import { categoryKey } from '../profile/category-habit.ts';
import { hash32, hashHigh } from '../profile/hash.ts';
import { placeKeys } from '../profile/known-places.ts';
import { agentKinds } from '../profile/known-agents.ts';
import type { AgentLesson, Lesson, SpendLesson } from '../profile/lesson.ts';
import { majorUnits } from '../profile/money-in-major-units.ts';
import type { Fix, Profile } from '../profile/profile.ts';
import { spendLesson } from '../profile/spend-habit.ts';
import type { Agent, GeoAnswer, ScoringInput } from '../scoring-input.ts';
import { touchedBy } from './touch.ts';

/** What an event would teach if it is believed. */
export function lessonOf(input: ScoringInput, profile: Profile): Lesson {
  const { keys, geo } = input;
  const timeS = Math.floor(input.timeMs / 1000);
  const place = placeKeys(geo);
  return {
    firstS: timeS,
    lastS: timeS,
    deviceHigh: keys.device === undefined ? 0 : hashHigh(keys.device),
    deviceLow: keys.device === undefined ? 0 : hash32(keys.device),
    trust: 1,
    country: place.country,
    region: place.region,
    city: place.city,
    network: keys.network === undefined ? 0 : hash32(keys.network),
    fix: fixOf(geo, timeS),
    visits: 1,
    spend: spendOf(input, profile),
    agent: agentLesson(input.agent),
    touched: touchedBy(input.event, keys),
  };
}

/** A fix that can be compared with others; undefined without coordinates. */
export function fixOf(geo: GeoAnswer, timeS: number): Fix | undefined {
  if ('unknown' in geo || geo.latitude === undefined || geo.longitude === undefined) return undefined;
  return {
    latitude100: Math.round(geo.latitude * 100),
    longitude100: Math.round(geo.longitude * 100),
    accuracyKm: Math.round(geo.accuracyKm ?? 0),
    timeS,
  };
}

/** Hashes of a user agent; undefined where there is none. */
export function agentLesson(agent: Agent | undefined): AgentLesson | undefined {
  if (agent === undefined) return undefined;
  return {
    full: hash32(agent.full),
    browser: hash32(agent.browser),
    system: hash32(agent.system),
    kind: agentKinds.indexOf(agent.kind),
  };
}

function spendOf({ event }: ScoringInput, profile: Profile): SpendLesson | undefined {
  if (event.type !== 'purchase.requested' || event.data.amount.minor === 0) return undefined;
  const { minor, currency } = event.data.amount;
  const habit = profile.spend.find((known) => known.currency === currency);
  const category = event.data.merchant?.category;
  const of = { currency, category: category === undefined ? 0 : categoryKey(category, currency) };
  return spendLesson(habit, of, Math.log(majorUnits(minor, currency)));
}
