import type { Geo, GeoFix } from '@countersign/engine';
import type { Lookup } from 'geoip-lite';
import { isPrivateAddress } from './private-address.ts';

type Answer = ReturnType<Geo['lookup']>;

const cacheSize = 16_384;

/**
 * Loads the GeoLite2 data that geoip-lite carries (once a process: about 0.3 s and 115 MB) and answers from memory.
 * City and coordinates where the data has them; a private, unknown or malformed address is a value with a reason.
 */
export async function loadGeo(): Promise<Geo> {
  const { default: geoip } = await import('geoip-lite');
  let young = new Map<string, Answer>();
  let old = new Map<string, Answer>();
  return {
    lookup(ip) {
      const known = young.get(ip) ?? old.get(ip);
      if (known !== undefined) return known;
      const answer = answerOf(ip, (address) => geoip.lookup(address));
      if (young.size >= cacheSize) {
        old = young;
        young = new Map();
      }
      young.set(ip, answer);
      return answer;
    },
  };
}

function answerOf(ip: string, lookup: (ip: string) => Lookup | null): Answer {
  if (isPrivateAddress(ip)) return { unknown: 'private' };
  const found = lookup(ip);
  if (found === null || found.country === '') return { unknown: 'not_found' };
  const { country, region, city, ll, area } = found;
  const [latitude, longitude] = ll;
  const fix: GeoFix = {
    country,
    ...(region === '' ? {} : { region }),
    ...(city === '' ? {} : { city }),
    ...(latitude === null || longitude === null ? {} : { latitude, longitude }),
    ...(area === undefined || area === 0 ? {} : { accuracyKm: area }),
  };
  return fix;
}
