import { CountersignError } from '@countersign/events';
import type { ChallengeStore } from '../ports/challenge-store.ts';
import type { Receipt } from '../ports/partition-store.ts';

/** The same store, whose every failure is a retryable `store_unavailable`: verification answers 503 then, never "go on" (OTP-13). */
export function namingFailures(store: ChallengeStore): ChallengeStore {
  return {
    load: (challengeId) => named(store.load(challengeId)),
    transition: async (transition) => namedReceipt(await named(store.transition(transition))),
    takeDue: (nowMs, leaseMs, limit) => named(store.takeDue(nowMs, leaseMs, limit)),
    pending: async (nowMs, leaseMs, limit) => namedReceipt(await named(store.pending(nowMs, leaseMs, limit))),
    published: (ids) => named(store.published(ids)),
  };
}

const namedReceipt = <T>(receipt: Receipt<T>): Receipt<T> => ({
  result: receipt.result,
  durable: () => named(receipt.durable()),
});

async function named<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (cause instanceof CountersignError && cause.retryable) throw cause;
    throw new CountersignError('store_unavailable', 'The store of challenges and cases does not answer.', {
      retryable: true,
      cause,
    });
  }
}
