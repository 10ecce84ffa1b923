import type { EventType } from '@countersign/events';
import type { Policy } from '../policy/policy.ts';
import { hash32, hashHigh } from '../profile/hash.ts';
import { withMark } from '../profile/known-device.ts';
import type { Lesson } from '../profile/lesson.ts';
import { type Profile, profileLimits } from '../profile/profile.ts';
import type { ScoringInput } from '../scoring-input.ts';
import type { Verdict } from '../verdict.ts';
import { lessonOf } from './lesson-of.ts';
import { settle } from './settle.ts';
import { withStaged } from './stage.ts';
import { withTraces } from './traces.ts';

/** Ids that were derived for the decision and its challenge (DEL-07). */
export interface VerdictIds {
  readonly decisionId: string;
  readonly challengeId?: string;
}

/** Events that may teach device and place: acts of the customer that somebody with the right password made. */
const teaching: ReadonlySet<EventType> = new Set<EventType>([
  'login.succeeded',
  'account.created',
  'settings.change_requested',
  'purchase.requested',
  'gift_card.redemption_requested',
  'refund.requested',
  'subscription.start_requested',
]);

/**
 * The profile after an event was decided: its id, velocity and changes always; what it teaches only when it is
 * believed. Allowed at low risk: staged for a day. Challenged: provisional until the outcome. Held, denied, or on a
 * frozen account: nothing (DEL-21, SEC-09).
 */
export function evolve(
  profile: Profile,
  input: ScoringInput,
  verdict: Verdict,
  ids: VerdictIds,
  policy: Policy,
): Profile {
  const logS = Math.floor(input.logTimeMs / 1000);
  const settled = settle(profile, logS);
  const traced = withTraces(settled, input, verdict, logS);
  const learned = withTeaching(traced, input, verdict, ids, policy);
  return withSharedMark(learned, input, verdict, logS);
}

function withTeaching(
  profile: Profile,
  input: ScoringInput,
  verdict: Verdict,
  ids: VerdictIds,
  policy: Policy,
): Profile {
  if (!teaching.has(input.event.type) || profile.frozenS > 0) return profile;
  if (verdict.action === 'allow' && verdict.score < policy.learning.belowScore) {
    const staged = withStaged(profile.staged, lessonOf(input, profile));
    return staged === profile.staged
      ? profile
      : { ...profile, staged, learned: Math.min(profile.learned + 1, learnedCap) };
  }
  if (verdict.action !== 'challenge' || ids.challengeId === undefined) return profile;
  return withProvisional(profile, ids.challengeId, input.event.id, lessonOf(input, profile));
}

const learnedCap = 65_535;

function withProvisional(profile: Profile, challengeId: string, eventId: string, lesson: Lesson): Profile {
  const waiting = {
    challengeHigh: hashHigh(challengeId),
    challengeLow: hash32(challengeId),
    eventKey: hash32(eventId),
    lesson,
  };
  const keep =
    profile.provisional.length >= profileLimits.provisional ? profile.provisional.slice(1) : profile.provisional;
  return { ...profile, provisional: [...keep, waiting] };
}

/** A device that was found on too many accounts is remembered as such, for the acts that do not read the set again. */
function withSharedMark(profile: Profile, input: ScoringInput, verdict: Verdict, logS: number): Profile {
  const { device } = input.keys;
  if (device === undefined || !verdict.reasons.some((reason) => reason.code === 'device_shared')) return profile;
  const devices = withMark(profile.devices, hashHigh(device), hash32(device), { sharedS: logS });
  return devices === profile.devices ? profile : { ...profile, devices };
}
