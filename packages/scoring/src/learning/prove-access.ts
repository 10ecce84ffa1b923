import type { Outcome } from '@countersign/events';
import { type AccessMemory, channelBits } from '../profile/access-memory.ts';
import { hash32, hashHigh } from '../profile/hash.ts';
import { recallDevice } from '../profile/known-device.ts';
import type { Lesson, ProvisionalLesson } from '../profile/lesson.ts';
import { type Profile, profileLimits } from '../profile/profile.ts';
import { settingNames } from '../profile/setting-names.ts';
import { doneReset, withTwoStep } from './access-traces.ts';
import { strengthOfProof } from './lifts-freeze.ts';
import { isRelaySuspected } from './relay-suspicion.ts';

/** The access memory after the owner proved an act by a code. */
export function proveAccess(
  profile: Profile,
  waiting: ProvisionalLesson | undefined,
  outcome: Outcome,
  logS: number,
): AccessMemory {
  const { access, changes } = profile;
  const eventKey = waiting?.eventKey ?? hash32(outcome.eventId);
  const bit = outcome.channel === undefined ? 0 : channelBits[outcome.channel];
  const change = changes.find((one) => one.eventKey === eventKey);
  const proved: AccessMemory = {
    ...access,
    ...(isRelaySuspected(profile, outcome) ? {} : { wokeS: 0, pausedDays: 0 }),
    authenticatorS: strengthOfProof(outcome) === 'strong' ? logS : access.authenticatorS,
    openings: waiting === undefined ? access.openings : openingsAfter(profile, waiting.lesson, outcome, logS),
    reset: isResetAsked(access, eventKey)
      ? doneReset(access.reset, access.reset.askedChannels | bit, logS)
      : access.reset,
  };
  return change === undefined ? proved : withTwoStep(proved, settingNames[change.setting], logS);
}

/** Whether the last request to reset the password is this one. */
export const isResetAsked = ({ reset }: AccessMemory, eventKey: number): boolean =>
  reset.askedChannels > 0 && reset.askedKey === eventKey;

/**
 * A device that was not known before is opened by the code alone (OTP-37), unless the code was typed on another one that the
 * account knows: that is an approval on a known device.
 */
function openingsAfter(
  profile: Profile,
  lesson: Lesson,
  { verifier }: Outcome,
  timeS: number,
): AccessMemory['openings'] {
  const { openings } = profile.access;
  const { deviceHigh: high, deviceLow: low } = lesson;
  const isKnown = high + low === 0 || recallDevice(profile, high, low) !== undefined;
  if (isKnown || isKnownElsewhere(profile, verifier?.device, low)) return openings;
  return [...openings.slice(1 - profileLimits.openings), { high, low, timeS }];
}

function isKnownElsewhere(profile: Profile, device: string | undefined, challengedLow: number): boolean {
  if (device === undefined || hash32(device) === challengedLow) return false;
  const memory = recallDevice(profile, hashHigh(device), hash32(device));
  return memory !== undefined && memory.trust >= 1;
}
