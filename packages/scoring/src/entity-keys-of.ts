import type { EntityKeys } from '@countersign/events';
import { teachingTypes } from './learning/teaching-types.ts';
import { kindList } from './population/kinds.ts';
import { placeKeys } from './profile/known-places.ts';
import type { ScoringInput } from './scoring-input.ts';

/**
 * What a decision keeps of the entities of its event, so that its label finds all of them again, however late it comes
 * (DEL-21): pseudonyms, kinds, and of an act that may teach its places.
 */
export function entityKeysOf({
  event,
  keys,
  kinds,
  geo,
}: Pick<ScoringInput, 'event' | 'keys' | 'kinds' | 'geo'>): EntityKeys {
  const { account: _account, ...pseudonyms } = keys;
  const { country, region, city } = placeKeys(geo);
  return {
    ...pseudonyms,
    kinds: [...kindList(kinds)],
    ...(teachingTypes.has(event.type) ? { places: [country, region, city] } : {}),
  };
}
