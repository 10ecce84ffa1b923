import type { Outcome, Strength } from '@countersign/events';
import { hash32, hashHigh } from '../profile/hash.ts';
import { withDistrusted } from '../profile/known-device.ts';
import { type ProvisionalLesson, stagedForS } from '../profile/lesson.ts';
import { type Profile, type SettingChange, type Trust, profileLimits } from '../profile/profile.ts';
import { recordSeen, withRecord } from '../profile/recent-events.ts';
import { withHappening } from '../profile/series.ts';
import { settingNames } from '../profile/setting-names.ts';
import { outcomeLiftsFreeze, strengthOfProof } from './lifts-freeze.ts';
import { isRelaySuspected } from './relay-suspicion.ts';
import { isResetAsked, proveAccess } from './prove-access.ts';
import { withStaged } from './stage.ts';
import { withTouched, withoutLastDay } from './touch.ts';

/**
 * What an outcome teaches: `verified` promotes what its challenge held back, everything else that ends a challenge
 * discards it, and `reported` also freezes the account and takes back what the reported device taught in the last
 * 24 hours. The same outcome again changes nothing; `verified` and `failed` after expiry are ignored (DEL-17, DEL-21).
 * The caller has checked the signature. `logTimeMs` is the outcome's own, epoch milliseconds.
 */
export function learnFromOutcome(profile: Profile, outcome: Outcome, logTimeMs: number): Profile {
  if (outcome.kind === 'sent' || recordSeen(profile, outcome.id) || isTooLate(outcome)) return profile;
  // Of an erased account, what ends in nothing must not begin a new one (SEC-07).
  if (isUnknown(profile) && outcome.kind !== 'verified' && outcome.kind !== 'reported') return profile;
  const logS = Math.floor(logTimeMs / 1000);
  const waiting = provisionalOf(profile, outcome.challengeId);
  const ended: Profile = {
    ...profile,
    provisional: waiting === undefined ? profile.provisional : profile.provisional.filter((p) => p !== waiting),
    recentRecords: withRecord(profile.recentRecords, outcome.id),
  };
  switch (outcome.kind) {
    case 'verified':
      return verified(ended, waiting, outcome, logS);
    case 'reported':
      return reported(ended, waiting, outcome, logS);
    case 'failed':
      // A proof that failed is a failed authentication: it counts like a wrong password.
      return { ...ended, failedLogins: withHappening(ended.failedLogins, logS, 0, profileLimits.series) };
    case 'expired':
    case 'undeliverable':
    case 'suppressed':
      return ended;
  }
}

const isUnknown = ({ firstS, recentRecords }: Profile): boolean => firstS === 0 && recentRecords.length === 0;

const isTooLate = ({ kind, at, expiresAt }: Outcome): boolean =>
  (kind === 'verified' || kind === 'failed') && Date.parse(at) > Date.parse(expiresAt);

function provisionalOf(profile: Profile, challengeId: string): ProvisionalLesson | undefined {
  const high = hashHigh(challengeId);
  const low = hash32(challengeId);
  return profile.provisional.find((p) => p.challengeLow === low && p.challengeHigh === high);
}

function verified(profile: Profile, waiting: ProvisionalLesson | undefined, outcome: Outcome, logS: number): Profile {
  const frozenS = outcomeLiftsFreeze(profile, outcome) ? 0 : profile.frozenS;
  const eventKey = waiting?.eventKey ?? hash32(outcome.eventId);
  const isProved = (change: SettingChange): boolean => change.eventKey === eventKey;
  const proved = {
    ...profile,
    frozenS,
    breachedS: replacesPassword(profile, eventKey) ? 0 : profile.breachedS,
    changes: profile.changes.map((change) => (isProved(change) ? { ...change, effect: 2 as const } : change)),
    access: proveAccess(profile, waiting, outcome, logS),
  };
  if (waiting === undefined) return proved;
  const { touched } = waiting.lesson;
  const lesson = { ...waiting.lesson, touched: undefined, trust: trustOf(profile, outcome), firstS: logS, lastS: logS };
  return {
    ...proved,
    staged: withStaged(profile.staged, lesson),
    money: withTouched(profile.money, touched, logS - stagedForS, logS),
    learned: profile.learned + 1,
  };
}

/** Whether the act with this key sets a new password: a change of it, or a reset. */
const replacesPassword = ({ changes, access }: Profile, eventKey: number): boolean =>
  isResetAsked(access, eventKey) ||
  changes.some((change) => change.eventKey === eventKey && settingNames[change.setting] === 'password');

/** E-mail earns less than a phone, a phone less than an authenticator (OTP-30); a suspected relay earns nothing but "seen" (OTP-37). */
function trustOf(profile: Profile, outcome: Outcome): Trust {
  return isRelaySuspected(profile, outcome) ? 1 : trustByStrength[strengthOfProof(outcome)];
}

const trustByStrength: Readonly<Record<Strength, Trust>> = { weak: 2, medium: 3, strong: 4 };

function reported(profile: Profile, waiting: ProvisionalLesson | undefined, outcome: Outcome, logS: number): Profile {
  const high = outcome.device === undefined ? (waiting?.lesson.deviceHigh ?? 0) : hashHigh(outcome.device);
  const low = outcome.device === undefined ? (waiting?.lesson.deviceLow ?? 0) : hash32(outcome.device);
  const money = withoutLastDay(profile.money, logS);
  const frozen = {
    ...profile,
    money,
    frozenS: logS,
    frauds: profile.frauds + 1,
    fraudS: Math.max(profile.fraudS, logS),
  };
  if (high + low === 0) return frozen;
  return {
    ...frozen,
    devices: withDistrusted(profile.devices, high, low, logS),
    staged: profile.staged.filter((l) => l.deviceLow !== low || l.deviceHigh !== high),
    provisional: profile.provisional.filter((p) => p.lesson.deviceLow !== low || p.lesson.deviceHigh !== high),
  };
}
