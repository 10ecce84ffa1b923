import type { Geo, GeoFix } from '@countersign/engine';
import type { Lookup } from 'geoip-lite';

/** What the data says, as the engine wants it: what is missing is left out, and no place at all is a reason. */
export function fixOf(found: Lookup | 'private' | null): ReturnType<Geo['lookup']> {
  if (found === 'private') return { unknown: 'private' };
  if (found === null || found.country === '') return { unknown: 'not_found' };
  const { country, region, city, ll, area } = found;
  const [latitude, longitude] = ll;
  // geoip-lite writes a missing place as 0, 0, where nobody lives.
  const isSomewhere = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0);
  const fix: GeoFix = {
    country,
    ...(region === '' ? {} : { region }),
    ...(city === '' ? {} : { city }),
    ...(isSomewhere ? { latitude, longitude } : {}),
    ...(isSomewhere && area !== undefined && area > 0 ? { accuracyKm: area } : {}),
  };
  return fix;
}
