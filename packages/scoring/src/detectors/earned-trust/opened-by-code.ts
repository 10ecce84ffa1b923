import { type Scene, hourS } from '../../features/scene.ts';
import type { CodeOpening } from '../../profile/access-memory.ts';
import { hash32, hashHigh } from '../../profile/hash.ts';
import { placeKeys } from '../../profile/known-places.ts';
import type { KnownPlace } from '../../profile/profile.ts';

/** A code lives ten minutes (OTP-02): what was learned so long before is not the act that it opened. */
const codeS = 600;
const dayS = 24 * hourS;

/** The opening of the device by a code within so many hours; undefined where there was none. */
export function openingOf(
  { profile, logS }: Scene,
  device: string | undefined,
  withinHours: number,
): CodeOpening | undefined {
  const { openings } = profile.access;
  if (device === undefined || openings.length === 0) return undefined;
  const low = hash32(device);
  const opening = openings.findLast((one) => one.low === low && one.high === hashHigh(device));
  return opening !== undefined && logS - opening.timeS < withinHours * hourS ? opening : undefined;
}

/**
 * Whether the account was in this region, city or network before the code was typed. Where the act tells neither region nor city,
 * a country that was never seen is elsewhere, and a network that was never seen is nothing: homes and phones get new ones all the
 * time. Undefined where it cannot be told.
 */
export function wasHereBefore({ input, profile }: Scene, { timeS }: CodeOpening): boolean | undefined {
  const { country, region, city } = placeKeys(input.geo);
  const network = input.keys.network === undefined ? 0 : hash32(input.keys.network);
  const was = (known: readonly KnownPlace[], level: 'country' | 'region' | 'city' | 'network', key: number): boolean =>
    settledBefore(known, key, timeS) ||
    profile.staged.some((lesson) => lesson.firstS < timeS - codeS && isSame(lesson[level], key));
  const { countries, regions, cities, networks } = profile;
  if (was(regions, 'region', region) || was(cities, 'city', city) || was(networks, 'network', network)) return true;
  if (region + city > 0) return false;
  return country > 0 && !was(countries, 'country', country) ? false : undefined;
}

const settledBefore = (places: readonly KnownPlace[], key: number, timeS: number): boolean =>
  key > 0 && places.some((place) => place.key === key && place.firstDay < Math.floor(timeS / dayS));

const isSame = (one: number, other: number): boolean => one > 0 && one === other;
