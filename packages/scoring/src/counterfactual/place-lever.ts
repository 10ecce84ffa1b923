import type { RecordedEvent } from '../re-decide.ts';
import type { Lever } from './lever.ts';

const flags = ['countryKnown', 'regionKnown', 'cityKnown', 'networkKnown'] as const;

/** Features of where somebody is: a usual place is usual at every level, and no journey leads to it. */
export const placeFeatures: ReadonlySet<string> = new Set<string>([...flags, 'impliedSpeedKmh']);

/** The place as a whole; undefined where it is usual, or unknown. */
export function placeLever({ features }: RecordedEvent): Lever | undefined {
  const unusual = flags.filter((flag) => features[flag] === false);
  if (unusual.length === 0) return undefined;
  const known = Object.fromEntries(unusual.map((flag) => [flag, true]));
  return { name: 'place', reasons: [], harmless: { features: { ...known, impliedSpeedKmh: undefined } } };
}
