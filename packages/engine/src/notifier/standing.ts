import type { CountersignError } from '@countersign/events';
import type { ChallengeStore, StoredChallenge } from '../ports/challenge-store.ts';
import type { Clock } from '../ports/clock.ts';
import { notifierLimits } from './notifier-ports.ts';
import { isSame } from './stored-state.ts';

/** Looks that can no longer be lost. */
export interface Standing {
  /**
   * Waits until what was read can no longer be lost; false when it was lost, or changed, meanwhile. The transition bears a
   * version that nothing has: it writes nothing, and its receipt covers what stands there by then. Only a second look tells
   * whether that is what was read: a failover between the two may have taken it.
   */
  stands(id: string, seen: StoredChallenge | undefined): Promise<boolean>;
  /** What stands there for good. */
  read(id: string): Promise<StoredChallenge | undefined>;
}

/** Of a challenge; what nobody stored costs as much (OTP-05). */
const usualBytes = 400;

/** @param busy what to throw when the state changed at every look */
export function createStanding(store: ChallengeStore, clock: Clock, busy: () => CountersignError): Standing {
  const stands: Standing['stands'] = async (challengeId, seen) => {
    const receipt = await store.transition({
      challengeId,
      expectedVersion: Number.MAX_SAFE_INTEGER,
      state: new Uint8Array(seen?.state.length ?? usualBytes),
      outbox: [],
      dueAtMs: null,
      keepUntilMs: clock.now(),
    });
    await receipt.durable();
    return isSame(seen, await store.load(challengeId));
  };
  return {
    stands,
    async read(id) {
      for (let attempt = 0; attempt < notifierLimits.conflicts; attempt += 1) {
        const stored = await store.load(id);
        if (await stands(id, stored)) return stored;
      }
      throw busy();
    },
  };
}
