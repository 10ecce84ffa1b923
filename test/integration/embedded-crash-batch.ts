import type { Batch } from '@countersign/engine';

export const crashTopic = 'numbers';

/** Batch `n`: everything in it says `n`, so that a mixture of two batches shows. */
export function numberBatch(n: number): Batch {
  const bytes = Buffer.from(String(n).padStart(400, '0'));
  return {
    expected: n === 0 ? {} : { [crashTopic]: n - 1 },
    next: { [crashTopic]: n },
    profiles: new Map(Array.from({ length: 50 }, (_, account) => [`account-${account}`, bytes])),
    outbox: bytes,
    applyId: `apply-${n}`,
    note: String(n),
  };
}
