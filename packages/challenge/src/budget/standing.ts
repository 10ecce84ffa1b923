import { type ChallengeState, type ClaimedChallenge, hasEnded, isOwnLife } from '../life/challenge-state.ts';
import { type AccountBudget, type BudgetEntry, type FailuresOfDay, mostEntries } from './account-budget.ts';
import { dayMs, failureDays } from './budget-limits.ts';

/** How a challenge of an account stands, as far as budgets care. */
export interface Standing {
  readonly entry: BudgetEntry;
  /** It can still be answered. */
  readonly isLive: boolean;
  /** Something may have been sent for it: it counts against budgets. */
  readonly wasSent: boolean;
  /** The customer did something with it: typed a code, right or wrong, or reported it. */
  readonly wasAnswered: boolean;
  readonly isVerified: boolean;
  readonly failedTries: number;
}

/** Joins an entry with what its challenge is by now; one that nobody has claimed yet is about to be. */
export function standingOf(entry: BudgetEntry, state: ChallengeState, nowMs: number): Standing {
  if (!isOwnLife(state)) {
    // Reserved and not claimed yet, so it is about to be; a companion was claimed, and never sends.
    const isLive = state.status === 'unclaimed' && nowMs < entry.expiresAtMs;
    return { entry, isLive, wasSent: isLive, wasAnswered: false, isVerified: false, failedTries: 0 };
  }
  const isLive = !hasEnded(state) && nowMs < state.expiresAtMs;
  const isVerified = state.status === 'verified';
  return {
    entry,
    isLive,
    wasSent: isLive || mayBeSent(state),
    wasAnswered: isVerified || state.status === 'reported' || state.tries > 0,
    isVerified,
    failedTries: state.tries - (isVerified ? 1 : 0),
  };
}

/** Whether a message may have left: a provider's answer can be lost, and what expired was being sent. */
const mayBeSent = (state: ClaimedChallenge): boolean =>
  state.deliveredSeq > 0 || state.tries > 0 || state.status === 'expired' || state.delivery?.channel !== undefined;

/** Failed tries within 30 days, and in a row since the last right code. */
export interface Failures {
  readonly recent: number;
  readonly inARow: number;
}

/** Counts what is summed up already and what the entries' challenges say. */
export function failuresOf(budget: AccountBudget, standings: readonly Standing[], nowMs: number): Failures {
  const summed = budget.failures.filter(({ day }) => isRecent(day, nowMs)).reduce((sum, { tries }) => sum + tries, 0);
  const ofEntries = standings.reduce((sum, { failedTries }) => sum + failedTries, 0);
  return { recent: summed + ofEntries, inARow: standings.reduce(rowAfter, budget.failuresInARow) };
}

/** Sums up the challenges that ended more than a day ago, and the oldest where there are too many. */
export function settled(budget: AccountBudget, standings: readonly Standing[], nowMs: number): AccountBudget {
  const surplus = standings.length - (mostEntries - 1);
  const isOver = ({ entry, isLive }: Standing, at: number): boolean =>
    at < surplus || (!isLive && nowMs - entry.atMs >= dayMs);
  const over = standings.filter(isOver);
  return {
    entries: standings.filter((one, at) => !isOver(one, at)).map(({ entry }) => entry),
    failures: over.reduce(withFailures, budget.failures).filter(({ day }) => isRecent(day, nowMs)),
    failuresInARow: over.reduce(rowAfter, budget.failuresInARow),
    recent: budget.recent,
  };
}

const rowAfter = (row: number, { isVerified, failedTries }: Standing): number => (isVerified ? 0 : row + failedTries);

const isRecent = (day: number, nowMs: number): boolean => Math.floor(nowMs / dayMs) - day < failureDays;

function withFailures(days: readonly FailuresOfDay[], { entry, failedTries }: Standing): readonly FailuresOfDay[] {
  if (failedTries === 0) return days;
  const day = Math.floor(entry.atMs / dayMs);
  const tries = failedTries + (days.find((one) => one.day === day)?.tries ?? 0);
  return [...days.filter((one) => one.day !== day), { day, tries }].sort((a, b) => a.day - b.day);
}
