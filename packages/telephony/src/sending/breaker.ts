/** Keeps away from a provider that fails for its own reasons, for a while (OVL-06). */
export interface Breaker {
  /** Whether to ask the provider; after the pause one caller may try, the others wait for how that ends. */
  mayTry(): boolean;
  worked(): void;
  failed(): void;
}

export interface BreakerLimits {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long nobody asks. */
  readonly pauseMs: number;
}

/** So many codes are late by the time of a failing call before the other provider gets all of them. */
export const breakerLimits: BreakerLimits = { failures: 5, pauseMs: 30_000 };

/** A breaker in this process; closed at first. */
export function createBreaker({ failures, pauseMs }: BreakerLimits, nowMs: () => number): Breaker {
  let inARow = 0;
  let closedAtMs = 0;
  return {
    mayTry() {
      if (inARow < failures) return true;
      if (nowMs() < closedAtMs) return false;
      closedAtMs = nowMs() + pauseMs;
      return true;
    },
    worked: () => void (inARow = 0),
    failed() {
      inARow += 1;
      if (inARow >= failures) closedAtMs = nowMs() + pauseMs;
    },
  };
}
