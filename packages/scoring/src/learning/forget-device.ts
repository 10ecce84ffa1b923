import { hash32, hashHigh } from '../profile/hash.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * The profile without a device that the customer removed (OTP-41): known no more, with what it taught lately and what waits for a code
 * there. That a code opened it stays known for as long as it matters: removing it must not make it freer (OTP-37). `device`: pseudonym.
 */
export function forgetDevice(profile: Profile, device: string): Profile {
  const high = hashHigh(device);
  const low = hash32(device);
  const { passkey } = profile.access;
  const isPasskeyThere = passkey !== undefined && passkey.low === low && passkey.high === high;
  return {
    ...profile,
    devices: profile.devices.filter((one) => one.low !== low || one.high !== high),
    staged: profile.staged.filter((one) => one.deviceLow !== low || one.deviceHigh !== high),
    provisional: profile.provisional.filter(({ lesson }) => lesson.deviceLow !== low || lesson.deviceHigh !== high),
    access: isPasskeyThere ? { ...profile.access, passkey: undefined } : profile.access,
  };
}
