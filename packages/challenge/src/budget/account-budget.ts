/** A challenge that an account was charged for. What became of it stands in the challenge itself. */
export interface BudgetEntry {
  readonly challengeId: string;
  readonly atMs: number;
  /** The owner proved the device before. */
  readonly isProved: boolean;
  /** Of a delivery: the shop's own dispatch asked for it, and no answer is due before the door. */
  readonly isHandover: boolean;
  /** Pseudonyms of device and session that the act came from. */
  readonly device?: string | undefined;
  readonly session?: string | undefined;
  readonly bindingDigest: string;
  /** When it cannot be answered any more, unless it was renewed. */
  readonly expiresAtMs: number;
}

/** Failed tries of one day of the clock. */
export interface FailuresOfDay {
  /** Whole days since 1970. */
  readonly day: number;
  readonly tries: number;
}

/** What is remembered of an account's challenges: those of the last day one by one, what failed before in sums. */
export interface AccountBudget {
  /** In order of their reservation, at most `mostEntries`. */
  readonly entries: readonly BudgetEntry[];
  /** Of challenges that are no longer among the entries, oldest first, 30 days at most. */
  readonly failures: readonly FailuresOfDay[];
  /** Failed tries since the last right code, of the same challenges. */
  readonly failuresInARow: number;
  /** The last challenges that were charged, oldest first, for whoever asks what the account was sent (OTP-41); at most `mostRecent`. */
  readonly recent: readonly RecentChallenge[];
}

/** A challenge that an account may ask about. */
export interface RecentChallenge {
  readonly challengeId: string;
  readonly atMs: number;
}

export const mostRecent = 32;

/** More than a day's budgets can hold. */
export const mostEntries = 64;

export const emptyBudget: AccountBudget = { entries: [], failures: [], failuresInARow: 0, recent: [] };
