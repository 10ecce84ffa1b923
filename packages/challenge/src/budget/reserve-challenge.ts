import type { Challenge } from '@countersign/events';
import type { ChallengeState } from '../life/challenge-state.ts';
import { challengeLimits } from '../life/limits.ts';
import { type AccountBudget, type BudgetEntry, mostRecent } from './account-budget.ts';
import { type BudgetLimits, dayMs, hourMs } from './budget-limits.ts';
import { type Standing, failuresOf, settled, standingOf } from './standing.ts';

/** Why an account gets no further code: the act that wanted one is to be held. */
export type BudgetRefusal =
  | 'factor_off'
  | 'unanswered'
  | 'account_budget'
  | 'too_many_live'
  | 'device_budget'
  | 'ip_budget';

/** What the account's budget says about a challenge. */
export interface Reservation {
  /** Undefined: it may be sent. */
  readonly refusal?: BudgetRefusal | undefined;
  /** Least number of digits of its codes. */
  readonly digits: number;
  /** So many tries failed lately that one code of an authenticator app is not enough (OTP-12). */
  readonly isGuessed?: boolean | undefined;
  /** Codes are off for unknown devices: only the account's app may answer (OTP-12). */
  readonly isAppOnly?: boolean | undefined;
  /** Live challenges of the same device and session for another act: their act is no longer the one on the page. */
  readonly supersedes: readonly string[];
  /** A live challenge for the very same act, device and session: share its code instead of sending another one. */
  readonly joins?: string | undefined;
}

/** The budget after a reservation, and what it said. */
export interface Reserved {
  readonly budget: AccountBudget;
  readonly reservation: Reservation;
}

/**
 * Charges a challenge to its account's budget, once: a repetition finds its entry and hears the same, and nothing is
 * charged for what is refused. `stateOf` tells how the challenges of the entries stand, so that nobody has to keep a second
 * account of them. `nowMs` is epoch milliseconds.
 *
 * A proved device has budgets of its own, and another act from the same device and session takes the place of the one before
 * it: so an attacker can neither use up the customer's challenges nor end them (OTP-11). `hasApp`: an authenticator app can answer, so it
 * alone is asked where codes are off for unknown devices; two of its codes in a row cannot be guessed (OTP-12).
 */
export function reserveChallenge(
  before: AccountBudget,
  challenge: Challenge,
  stateOf: (challengeId: string) => ChallengeState,
  nowMs: number,
  limits: BudgetLimits,
  hasApp = false,
): Reserved {
  const all = before.entries.map((entry) => standingOf(entry, stateOf(entry.challengeId), nowMs));
  const failures = failuresOf(before, all, nowMs);
  const others = all.filter(({ entry }) => entry.challengeId !== challenge.id);
  const isKnown = others.length < all.length;
  const own = entryOf(challenge, nowMs);
  const atPlace = others
    .filter(({ entry, isLive }) => isLive && isEarlier(entry, own, before) && isSamePlace(entry, own))
    .map(({ entry }) => entry);
  const same = isKnown ? undefined : atPlace.find(({ bindingDigest }) => bindingDigest === own.bindingDigest);
  if (same !== undefined) return joining(before, challenge, same);
  const supersedes = atPlace.map(({ challengeId }) => challengeId);
  const isGuessed = failures.recent + triesLeft(others, own) >= limits.failuresForLongCodes;
  const digits = isGuessed ? limits.longCodeDigits : challenge.digits;
  const isOff = laneOf(own) === 'unknown' && failures.inARow >= limits.failuresInARow;
  const said = {
    digits: Math.max(digits, challenge.digits),
    supersedes,
    ...(isGuessed ? { isGuessed } : {}),
    ...(isOff ? { isAppOnly: true, isGuessed: true } : {}),
  };
  if (isKnown) return { budget: before, reservation: said };
  const ofLane = others.filter(({ entry }) => laneOf(entry) === laneOf(own));
  const refusal = isOff && !hasApp ? 'factor_off' : refusalOf(own, ofLane, supersedes, nowMs, limits);
  const after = settled(before, all, nowMs);
  if (refusal !== undefined) return { budget: after, reservation: { ...said, supersedes: [], refusal } };
  const recent = [...after.recent, { challengeId: own.challengeId, atMs: own.atMs }].slice(-mostRecent);
  return { budget: { ...after, entries: [...after.entries, own], recent }, reservation: said };
}

/** What may still be failed at codes that are out: else somebody would ask for many short ones before the tenth failure. */
const triesLeft = (standings: readonly Standing[], { isHandover }: BudgetEntry): number =>
  standings
    .filter(({ entry, isLive }) => isLive && entry.isHandover === isHandover)
    .reduce((sum, { failedTries }) => sum + Math.max(0, challengeLimits.tries - failedTries), 0);

/** Nothing is charged: nothing is sent. */
const joining = (budget: AccountBudget, { digits }: Challenge, { challengeId }: BudgetEntry): Reserved => ({
  budget,
  reservation: { digits, supersedes: [], joins: challengeId },
});

/** Budgets of their own: of devices unknown, of those that the owner proved, and of deliveries (OTP-11, OTP-36). */
const laneOf = ({ isHandover, isProved }: BudgetEntry): 'unknown' | 'proved' | 'handover' => {
  if (isHandover) return 'handover';
  return isProved ? 'proved' : 'unknown';
};

function refusalOf(
  { isHandover }: BudgetEntry,
  standings: readonly Standing[],
  supersedes: readonly string[],
  nowMs: number,
  limits: BudgetLimits,
): BudgetRefusal | undefined {
  const sent = standings.filter(({ wasSent }) => wasSent);
  const within = (ms: number): readonly Standing[] => sent.filter(({ entry }) => nowMs - entry.atMs < ms);
  const live = standings.filter(({ entry, isLive }) => isLive && !supersedes.includes(entry.challengeId));
  if (isHandover) return within(dayMs).length >= limits.handoversPerDay ? 'account_budget' : undefined;
  if (within(hourMs).filter(({ wasAnswered }) => !wasAnswered).length >= limits.unansweredPerHour) return 'unanswered';
  if (within(hourMs).length >= limits.perHour || within(dayMs).length >= limits.perDay) return 'account_budget';
  return live.length >= limits.live ? 'too_many_live' : undefined;
}

const entryOf = (challenge: Challenge, nowMs: number): BudgetEntry => ({
  challengeId: challenge.id,
  atMs: nowMs,
  isProved: challenge.deviceProved === true,
  isHandover: challenge.purpose === 'delivery_handover',
  device: challenge.device,
  session: challenge.session,
  bindingDigest: challenge.bindingDigest,
  expiresAtMs: Date.parse(challenge.expiresAt),
});

/** Reserved before `own` was, or `own` is only being reserved. */
function isEarlier(entry: BudgetEntry, own: BudgetEntry, { entries }: AccountBudget): boolean {
  const at = entries.findIndex(({ challengeId }) => challengeId === own.challengeId);
  return at < 0 || entries.indexOf(entry) < at;
}

/** The same device in the same session, as far as both are known: nothing known is nobody's device. */
const isSamePlace = (a: BudgetEntry, b: BudgetEntry): boolean =>
  a.device === b.device && a.session === b.session && (a.device !== undefined || a.session !== undefined);
