import { CountersignError } from '@countersign/events';
import type { StoredChallenge } from '../ports/challenge-store.ts';
import { type NotifierPorts, notifierLimits } from './notifier-ports.ts';
import { bearsMark, markBytes } from './stored-state.ts';

/** How a record of the notifier's own is kept beside the challenges. */
export interface RecordKind<Value> {
  /** Undefined bytes: nothing is stored yet. */
  decode(bytes: Uint8Array | undefined): Value;
  encode(value: Value): Uint8Array;
  readonly keepMs: number;
  /** When to look at it again; absent: never. */
  dueAtMs?(value: Value): number | null;
}

/** What a record holds, without the mark of its write. */
const contentOf = (stored: StoredChallenge | undefined): Uint8Array | undefined => stored?.state.subarray(markBytes);

/** What is stored of a record now, or what `decode` makes of nothing; it may still be lost. */
export const loadRecord = async <Value>(
  { challenges }: Pick<NotifierPorts, 'challenges'>,
  id: string,
  { decode }: Pick<RecordKind<Value>, 'decode'>,
): Promise<Value> => decode(contentOf(await challenges.load(id)));

/**
 * Changes a record by compare-and-set, again where somebody else was faster; `change` may be called several times, and returns
 * the new value, or undefined to leave it, with what it found out. Resolves when what it found out rests on durable state.
 * Throws `store_unavailable` (retryable) when the store fails.
 */
export async function changeRecord<Value, Found>(
  { challenges, clock, randomness }: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness'>,
  id: string,
  { decode, encode, keepMs, dueAtMs }: RecordKind<Value>,
  change: (before: Value) => Promise<{ readonly value: Value; readonly found: Found }>,
): Promise<Found> {
  for (let attempt = 0; attempt < notifierLimits.conflicts; attempt += 1) {
    const stored = await challenges.load(id);
    const { value, found } = await change(decode(contentOf(stored)));
    const mark = randomness.bytes(markBytes);
    const receipt = await challenges.transition({
      challengeId: id,
      expectedVersion: stored?.version ?? 0,
      state: Buffer.concat([mark, encode(value)]),
      outbox: [],
      dueAtMs: dueAtMs?.(value) ?? null,
      keepUntilMs: clock.now() + keepMs,
    });
    // A client library may have sent the write twice and report the fate of the second.
    if (receipt.result === 'conflict' && !bearsMark(await challenges.load(id), mark)) continue;
    await receipt.durable();
    return found;
  }
  throw new CountersignError('store_unavailable', `A budget changed ${notifierLimits.conflicts} times meanwhile.`, {
    retryable: true,
  });
}
