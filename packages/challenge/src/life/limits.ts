/** Bounds of one challenge. Milliseconds and counts. */
export const challengeLimits = {
  /** Longest life of a code (OTP-02). */
  lifetimeMs: 600_000,
  /** Longest life of a code for a delivery: to the end of its day, a week ahead at most (OTP-36). */
  handoverLifetimeMs: 7 * 86_400_000,
  /** Tries per challenge, right ones and wrong ones, over all its codes and renewals (OTP-10). */
  tries: 5,
  /** Messages per challenge, over all its renewals (OTP-10). */
  sends: 5,
  /** Challenges that may join one for the same act; whoever asks more often is over the budget. */
  joined: 16,
  /** Pause before the second, third, … code, from when the one before was sent (OTP-10). The last one repeats. */
  cooldownsMs: [30_000, 60_000, 120_000],
  /** With less life left than this, another code comes with a renewed life (OTP-10). */
  renewBelowMs: 180_000,
  /** How long a message waits for contacts that are not known yet: they travel on a topic of their own. */
  contactPatienceMs: 10_000,
  contactRetryMs: 1_000,
  /** Failed attempts by one channel before another one that reaches the customer is tried (OTP-30). */
  triesOfChannel: 2,
  /** Pause after the first failed send; it doubles with each. */
  retryMs: 1_000,
  maxRetryMs: 30_000,
} as const;

/** Pause between the code `sendSeq` and the next one. */
export function cooldownMs(sendSeq: number): number {
  const { cooldownsMs } = challengeLimits;
  return cooldownsMs[Math.min(sendSeq, cooldownsMs.length) - 1] ?? 0;
}

/** Pause after the `tries`-th failed attempt to hand a message over. */
export const backoffMs = (tries: number): number =>
  Math.min(challengeLimits.retryMs * 2 ** Math.max(0, tries - 1), challengeLimits.maxRetryMs);
