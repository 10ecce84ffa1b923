import { isIP } from 'node:net';
import type { Geo } from '@countersign/engine';
import { createAnswerCache } from './answer-cache.ts';
import { fixOf } from './fix-of.ts';
import { isPrivateAddress } from './private-address.ts';
import { withoutMapping } from './without-mapping.ts';

/** A lookup that also tells how old its data is. */
export interface DatedGeo extends Geo {
  /** Age of the data at `nowMs`, in whole days; places move, so above 30 days it deserves a warning. */
  dataAgeDays(nowMs: number): number;
}

/** When geoip-lite 2.0.3 was published, with the data that it carries: nothing inside the data says how old it is. */
const packedAtMs = Date.UTC(2026, 6, 8);

/**
 * Loads the GeoLite2 data that geoip-lite carries (once a process: about 0.3 s and 135 MB) and answers from memory.
 * City and coordinates where the data has them; a private, unknown or malformed address is a value with a reason.
 */
export async function loadGeo(): Promise<DatedGeo> {
  const { default: geoip } = await import('geoip-lite');
  const cache = createAnswerCache();
  return {
    dataAgeDays: (nowMs) => Math.max(0, Math.floor((nowMs - packedAtMs) / dayMs)),
    lookup(ip) {
      const known = cache.get(ip); // Only addresses ever come in.
      if (known !== undefined) return known;
      const address = withoutMapping(ip);
      if (isIP(address) === 0) return fixOf(null);
      const same = address === ip ? undefined : cache.get(address);
      if (same !== undefined) return same;
      const found = isPrivateAddress(address) ? 'private' : geoip.lookup(address);
      const answer = fixOf(found);
      const range = found === null || found === 'private' || found.range === '' ? undefined : found.range;
      cache.set(address, answer, range);
      return answer;
    },
  };
}

const dayMs = 86_400_000;
