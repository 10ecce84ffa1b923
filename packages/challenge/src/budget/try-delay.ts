/** Failed tries of one source at the challenges of one account. */
export interface FailedTries {
  readonly count: number;
  /** Epoch milliseconds; 0 before the first. */
  readonly lastAtMs: number;
}

/** When failed tries make a source wait. Counts and milliseconds. */
export interface TryDelayLimits {
  /** From this failed try on, over all challenges of the account. */
  readonly delayedFrom: number;
  /** The first pause; it doubles with each further failed try. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A source that has not failed for so long begins anew. */
  readonly forgetMs: number;
}

/** The delay that ships: from the tenth failed try on, 30 s, 60 s … an hour (OTP-11). */
export const tryDelayLimits: TryDelayLimits = {
  delayedFrom: 10,
  firstMs: 30_000,
  longestMs: 3_600_000,
  forgetMs: 86_400_000,
};

export const noFailedTries: FailedTries = { count: 0, lastAtMs: 0 };

/** How long the source must wait before its next try counts; 0: not at all. `nowMs` is epoch milliseconds. */
export function tryDelayMs(failed: FailedTries, nowMs: number, limits: TryDelayLimits): number {
  const beyond = failed.count - limits.delayedFrom;
  if (beyond < 0) return 0;
  const pauseMs = Math.min(limits.firstMs * 2 ** beyond, limits.longestMs);
  // A clock that was set back must not make anybody wait longer than the pause itself.
  return Math.min(pauseMs, Math.max(0, failed.lastAtMs + pauseMs - nowMs));
}

/** The failed tries after `more` of them at the same moment. */
export function withFailedTries(
  before: FailedTries,
  more: number,
  nowMs: number,
  { forgetMs }: TryDelayLimits,
): FailedTries {
  const count = nowMs - before.lastAtMs < forgetMs ? before.count : 0;
  return { count: count + more, lastAtMs: nowMs };
}
