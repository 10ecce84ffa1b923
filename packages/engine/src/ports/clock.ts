import type { EpochMs } from '@countersign/events';

/** Time as an argument. `after` may be virtual; the returned function cancels. */
export interface Clock {
  now(): EpochMs;
  after(delayMs: number, run: () => void): () => void;
}
