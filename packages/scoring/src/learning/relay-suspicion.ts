import type { Outcome } from '@countersign/events';
import { hash32, hashHigh } from '../profile/hash.ts';
import { recallDevice } from '../profile/known-device.ts';
import { visitsAt } from '../profile/known-places.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * Whether a code may have been talked out of the customer (OTP-37): it was typed on a device that the owner never proved,
 * at a place where the account never was. That the verifying device is another than the challenged one says nothing: people
 * read the mail where they like. Nothing is suspected where the verifier is not known, or the account has no places yet.
 */
export function isRelaySuspected(profile: Profile, { reason, verifier }: Outcome): boolean {
  if (reason === 'relay_suspected') return true;
  if (verifier === undefined) return false;
  const { device, network, places: [country = 0, region = 0, city = 0] = [] } = verifier;
  if (device !== undefined && isProved(profile, device)) return false;
  const seenAt = [
    visitsAt(profile, 'network', network === undefined ? 0 : hash32(network)),
    country === 0 || region + city > 0 ? 0 : visitsAt(profile, 'country', country),
    region === 0 ? 0 : visitsAt(profile, 'region', region),
    city === 0 ? 0 : visitsAt(profile, 'city', city),
  ];
  if (seenAt.some((visits) => visits > 0)) return false;
  const isPlaceKnown = network !== undefined || country > 0;
  const hasHistory = profile.networks.length > 0 || profile.staged.length > 0;
  return isPlaceKnown && hasHistory;
}

/** Whether the owner proved this device before. */
function isProved(profile: Profile, device: string): boolean {
  const memory = recallDevice(profile, hashHigh(device), hash32(device));
  return memory !== undefined && memory.trust >= 2;
}
