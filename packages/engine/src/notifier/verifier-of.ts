import type { Verifier } from '@countersign/challenge';
import { placeKeys } from '@countersign/scoring';
import { networkOf } from '../network-of.ts';
import type { Geo } from '../ports/geo.ts';
import type { PseudonymKind } from '../pseudonyms.ts';

/** Where a code was typed, as the page or app tells; claims of a client, never more. */
export interface Client {
  readonly ip?: string | undefined;
  readonly deviceId?: string | undefined;
}

/** What an outcome keeps of it: pseudonyms and coarse places, never the address itself (OTP-37, SEC-07). */
export function verifierOf(
  { ip, deviceId }: Client,
  pseudonym: (kind: PseudonymKind, value: string) => string,
  geo: Geo | undefined,
): Verifier | undefined {
  if (ip === undefined && deviceId === undefined) return undefined;
  const network = ip === undefined ? undefined : networkOf(ip);
  const answer = ip === undefined || geo === undefined ? undefined : geo.lookup(ip);
  const places = answer === undefined || 'unknown' in answer ? undefined : placeKeys(answer);
  return {
    ...(deviceId === undefined ? {} : { device: pseudonym('device', deviceId) }),
    ...(network === undefined ? {} : { network: pseudonym('network', network) }),
    ...(places === undefined ? {} : { places: [places.country, places.region, places.city] }),
  };
}
