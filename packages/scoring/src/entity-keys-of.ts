import type { EntityKeys } from '@countersign/events';
import { teachingTypes } from './learning/teaching-types.ts';
import { kindList } from './population/kinds.ts';
import { placeKeys } from './profile/known-places.ts';
import type { ScoringInput } from './scoring-input.ts';

/**
 * What a decision keeps of the entities of its event, so that its label finds all of them again, however late it comes
 * (DEL-21): pseudonyms, kinds, and of an act that may teach its places.
 */
export function entityKeysOf(input: Pick<ScoringInput, 'event' | 'keys' | 'kinds' | 'geo'>): EntityKeys {
  const { account: _account, ...pseudonyms } = input.keys;
  const places = taughtPlaces(input);
  return { ...pseudonyms, kinds: [...kindList(input.kinds)], ...(places === undefined ? {} : { places }) };
}

/** Keys of country, region and city, 0 where unknown; undefined where the event may not teach them. */
export function taughtPlaces({ event, geo }: Pick<ScoringInput, 'event' | 'geo'>): number[] | undefined {
  if (!teachingTypes.has(event.type)) return undefined;
  const { country, region, city } = placeKeys(geo);
  return [country, region, city];
}
