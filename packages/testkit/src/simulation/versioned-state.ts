import { CountersignError } from '@countersign/events';
import type { SeededRandom } from './seeded-random.ts';

/**
 * State of a store that answers before its writes are safe: a failover may fall back to any version that was not yet durable.
 * `State` must be replaced, never changed in place.
 */
export interface VersionedState<State> {
  current(): State;
  write(next: State): void;
  /** For a receipt: makes everything up to now durable, or throws when a failover came in between. */
  durable(epoch: number): void;
  epoch(): number;
  failover(random: SeededRandom): void;
}

export function versionedState<State>(initial: State): VersionedState<State> {
  let current = initial;
  let undurable: State[] = [];
  let epoch = 0;
  return {
    current: () => current,
    write(next) {
      undurable.push(current);
      current = next;
    },
    durable(seen) {
      if (seen !== epoch) {
        throw new CountersignError('store_unavailable', 'The primary changed; nothing is known to be durable.', {
          retryable: true,
        });
      }
      undurable = [];
    },
    epoch: () => epoch,
    failover(random) {
      const lost = random.below(undurable.length + 1);
      const fallback = undurable[undurable.length - lost];
      if (lost > 0 && fallback !== undefined) current = fallback;
      undurable = [];
      epoch += 1;
    },
  };
}
