/** A budget of requests: `burst` at once, then `perSecond` on average. */
export interface Budget {
  readonly burst: number;
  readonly perSecond: number;
}

/** Budgets of many callers. */
export interface TokenBuckets {
  /** Takes one token; when there is none, the seconds until there is one. */
  take(caller: string): number | undefined;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

// About 100 bytes each: a flood of addresses costs a few megabytes at most.
const MOST_CALLERS = 20_000;

/** One token bucket a caller, in this process. The longest-unseen caller is forgotten first. */
export function tokenBuckets({ burst, perSecond }: Budget, nowMs: () => number): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  return {
    take(caller) {
      const bucket = buckets.get(caller) ?? { tokens: burst, filledAtMs: nowMs() };
      const elapsedMs = Math.max(0, nowMs() - bucket.filledAtMs);
      bucket.tokens = Math.min(burst, bucket.tokens + (elapsedMs / 1000) * perSecond);
      bucket.filledAtMs = nowMs();
      buckets.delete(caller);
      buckets.set(caller, bucket);
      if (buckets.size > MOST_CALLERS) forgetFirst(buckets);
      if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond;
      bucket.tokens -= 1;
      return undefined;
    },
  };
}

function forgetFirst(buckets: Map<string, Bucket>): void {
  for (const caller of buckets.keys()) {
    buckets.delete(caller);
    return;
  }
}
