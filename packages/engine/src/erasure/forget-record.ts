import { CountersignError } from '@countersign/events';
import { notifierLimits } from '../notifier/notifier-ports.ts';
import { bearsMark, markBytes } from '../notifier/stored-state.ts';
import type { ChallengeStore } from '../ports/challenge-store.ts';
import type { ErasurePorts } from './erasure-ports.ts';

/**
 * Overwrites a record with `blank` and lets the store drop it at once, durably. Nothing happens where there is none.
 * @param blank what stands there for the moment until it is dropped; it must be readable, and say nothing of anybody
 */
export async function forgetRecord(
  { clock, randomness }: Pick<ErasurePorts, 'clock' | 'randomness'>,
  store: Pick<ChallengeStore, 'load' | 'transition'>,
  id: string,
  blank: (mark: Uint8Array) => Uint8Array,
): Promise<void> {
  for (let attempt = 0; attempt < notifierLimits.conflicts; attempt += 1) {
    const stored = await store.load(id);
    if (stored === undefined) return;
    const mark = randomness.bytes(markBytes);
    const receipt = await store.transition({
      challengeId: id,
      expectedVersion: stored.version,
      state: blank(mark),
      outbox: [],
      dueAtMs: null,
      keepUntilMs: clock.now(),
    });
    if (receipt.result === 'conflict') {
      const now = await store.load(id);
      if (now !== undefined && !bearsMark(now, mark)) continue;
    }
    await receipt.durable();
    return;
  }
  throw new CountersignError(
    'store_unavailable',
    `A record to be erased changed ${notifierLimits.conflicts} times meanwhile.`,
    { retryable: true },
  );
}
