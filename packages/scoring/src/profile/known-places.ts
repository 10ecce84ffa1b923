import type { GeoAnswer } from '../scoring-input.ts';
import { hash32 } from './hash.ts';
import type { KnownPlace, Profile } from './profile.ts';

/** Keys of a place at each level, 0 where it is unknown. A city's key includes its region, a region's its country. */
export interface PlaceKeys {
  readonly country: number;
  readonly region: number;
  readonly city: number;
}

/** The keys of an answer of the geo port. */
export function placeKeys(geo: GeoAnswer): PlaceKeys {
  if ('unknown' in geo) return nowhere;
  const country = geo.country.charCodeAt(0) * 256 + geo.country.charCodeAt(1);
  const region = geo.region === undefined ? 0 : hash32(geo.region, country) || 1;
  const city = geo.city === undefined ? 0 : hash32(geo.city, region || country) || 1;
  return { country, region, city };
}

const nowhere: PlaceKeys = { country: 0, region: 0, city: 0 };

/** The two letters of a country's key. */
export const countryOfKey = (key: number): string => String.fromCharCode(key >>> 8, key & 255);

export type PlaceLevel = 'country' | 'region' | 'city' | 'network';

const listOf = { country: 'countries', region: 'regions', city: 'cities', network: 'networks' } as const;

/** How often the account was at a place, settled and staged together; 0 when never. */
export function visitsAt(profile: Profile, level: PlaceLevel, key: number): number {
  let visits = 0;
  for (const place of profile[listOf[level]]) {
    if (place.key === key) {
      visits = place.visits;
      break;
    }
  }
  for (const lesson of profile.staged) if (lesson[level] === key) visits += lesson.visits;
  return visits;
}

const visitCap = 60_000;

/** The places with some visits more. Above `limit` the longest unvisited goes. */
export function withVisits(
  places: readonly KnownPlace[],
  key: number,
  firstS: number,
  lastS: number,
  visits: number,
  limit: number,
): readonly KnownPlace[] {
  if (key === 0) return places;
  const firstDay = Math.floor(firstS / 86_400);
  const lastDay = Math.floor(lastS / 86_400);
  let index = places.length - 1;
  while (index >= 0 && places[index]?.key !== key) index -= 1;
  const before = places[index];
  if (before !== undefined) {
    const next = places.slice();
    next[index] = {
      key,
      firstDay: Math.min(before.firstDay, firstDay),
      lastDay: Math.max(before.lastDay, lastDay),
      visits: Math.min(visitCap, before.visits + visits),
    };
    return next;
  }
  const grown = [...places, { key, firstDay, lastDay, visits: Math.min(visitCap, visits) }];
  if (grown.length <= limit) return grown;
  const oldest = grown.reduce((a, b) => (b.lastDay < a.lastDay ? b : a));
  return grown.filter((place) => place !== oldest);
}

/** The places without one of them. */
export const withoutPlace = (places: readonly KnownPlace[], key: number): readonly KnownPlace[] =>
  places.some((place) => place.key === key) ? places.filter((place) => place.key !== key) : places;

/** The places with some visits to one of them taken back; without the place when none are left. */
export function withoutVisits(
  places: readonly KnownPlace[],
  key: number | undefined,
  visits: number,
): readonly KnownPlace[] {
  const known = places.find((place) => place.key === key);
  if (known === undefined) return places;
  if (known.visits <= visits) return withoutPlace(places, known.key);
  return places.map((place) => (place === known ? { ...place, visits: place.visits - visits } : place));
}
