import { type AccountEvent, type Outcome, type Strength, strengthOf } from '@countersign/events';
import { hash32, hashHigh } from '../profile/hash.ts';
import { recallDevice } from '../profile/known-device.ts';
import type { Profile } from '../profile/profile.ts';
import { settingNames } from '../profile/setting-names.ts';
import type { ScoringInput } from '../scoring-input.ts';
import { isPasskey } from './access-traces.ts';
import { isRelaySuspected } from './relay-suspicion.ts';

/** A second factor that was changed so lately may be the thief's own: as long as a changed contact waits (OTP-31). */
const changedFactorS = 72 * 3_600;

/** How strong the proof of an outcome was; an older release did not say, so its channel does. */
export const strengthOfProof = ({ strength, channel }: Outcome): Strength =>
  strength ?? (channel === undefined ? 'weak' : strengthOf(channel));

/**
 * Whether a verified challenge shows that the owner is back (OTP-34): by a factor that neither the mailbox nor the phone number
 * gives, nor a recovery code, nor an app that was enrolled only just; and typed where a code was not talked out of somebody.
 */
export const outcomeLiftsFreeze = (profile: Profile, outcome: Outcome): boolean =>
  strengthOfProof(outcome) === 'strong' && !isRelaySuspected(profile, outcome);

/**
 * Whether a login shows that the owner is back: with a passkey, on any device but one that was reported, and not when the account's
 * second factor was changed within three days, for that might be the thief's passkey.
 */
export function loginLiftsFreeze(
  { event, keys }: Pick<ScoringInput, 'event' | 'keys'>,
  profile: Profile,
  logS: number,
): boolean {
  if (!isPasskeyLogin(event)) return false;
  const { device } = keys;
  if (device !== undefined && recallDevice(profile, hashHigh(device), hash32(device))?.trust === 0) return false;
  return !profile.changes.some(
    ({ setting, effect, timeS }) => settingNames[setting] === 'mfa' && effect > 0 && logS - timeS < changedFactorS,
  );
}

const isPasskeyLogin = (event: AccountEvent): boolean => event.type === 'login.succeeded' && isPasskey(event);
