import { slotOf } from '../detectors/registry.ts';
import { valueOf } from '../features/features.ts';
import type { Policy } from '../policy/policy.ts';
import { hash32, hashHigh } from '../profile/hash.ts';
import { withMark } from '../profile/known-device.ts';
import type { Lesson, ProvisionalLesson } from '../profile/lesson.ts';
import { emptyProfile, type Profile, profileLimits } from '../profile/profile.ts';
import type { ScoringInput } from '../scoring-input.ts';
import type { Verdict } from '../verdict.ts';
import type { Draft } from './draft.ts';
import { forgetDevice } from './forget-device.ts';
import { lessonOf } from './lesson-of.ts';
import { settle } from './settle.ts';
import { withStaged } from './stage.ts';
import { withTouched } from './touch.ts';
import { teachingTypes } from './teaching-types.ts';
import { leaveAccessTraces } from './access-traces.ts';
import { leaveTraces } from './traces.ts';

/** Ids that were derived for the decision and its challenge (DEL-07). */
export interface VerdictIds {
  readonly decisionId: string;
  readonly challengeId?: string;
}

const openedSlot = slotOf('openedTogether');

/**
 * The profile after an event was decided: its id, velocity and changes always; what it teaches only when it is
 * believed. Allowed at low risk: staged for a day. Challenged: provisional until the outcome. Held, denied, or on a
 * frozen account: nothing (DEL-21, SEC-09). An erased account begins anew, as if nothing had ever been (SEC-07).
 */
export function evolve(
  profile: Profile,
  input: ScoringInput,
  verdict: Verdict,
  ids: VerdictIds,
  policy: Policy,
): Profile {
  if (input.event.type === 'account.erased') return emptyProfile;
  const logS = Math.floor(input.logTimeMs / 1000);
  const draft: Draft = { ...profile };
  settle(draft, logS);
  leaveTraces(draft, input, verdict, logS);
  draft.access = leaveAccessTraces(draft.access, input, verdict, logS, valueOf(verdict.found, openedSlot));
  teach(draft, input, verdict, ids, policy);
  markShared(draft, input, verdict, logS);
  const { device } = input.keys;
  return input.event.type === 'device.removed' && device !== undefined ? forgetDevice(draft, device) : draft;
}

function teach(draft: Draft, input: ScoringInput, verdict: Verdict, ids: VerdictIds, policy: Policy): void {
  if (!teachingTypes.has(input.event.type) || draft.frozenS > 0) return;
  if (verdict.action === 'allow' && verdict.score < policy.learning.belowScore) {
    const { touched, ...lesson } = lessonOf(input, draft);
    const staged = withStaged(draft.staged, { ...lesson, touched: undefined });
    if (staged === draft.staged) return;
    draft.staged = staged;
    draft.learned = Math.min(draft.learned + 1, learnedCap);
    // Where a refund went is known only when its code was typed: it is the one thing that a thief wants to teach.
    const nowS = lesson.firstS;
    if (input.event.type !== 'refund.requested') draft.money = withTouched(draft.money, touched, nowS, nowS);
  } else if (verdict.action === 'challenge' && ids.challengeId !== undefined) {
    draft.provisional = withProvisional(draft.provisional, ids.challengeId, input.event.id, lessonOf(input, draft));
  }
}

const learnedCap = 65_535;

function withProvisional(
  provisional: readonly ProvisionalLesson[],
  challengeId: string,
  eventId: string,
  lesson: Lesson,
): readonly ProvisionalLesson[] {
  const waiting = {
    challengeHigh: hashHigh(challengeId),
    challengeLow: hash32(challengeId),
    eventKey: hash32(eventId),
    lesson,
  };
  return [...provisional.slice(1 - profileLimits.provisional), waiting];
}

/** A device that was found on too many accounts is remembered as such, for the acts that do not read the set again. */
function markShared(draft: Draft, input: ScoringInput, verdict: Verdict, logS: number): void {
  const { device } = input.keys;
  if (device === undefined || !verdict.reasons.some((reason) => reason.code === 'device_shared')) return;
  draft.devices = withMark(draft.devices, hashHigh(device), hash32(device), { sharedS: logS });
}
