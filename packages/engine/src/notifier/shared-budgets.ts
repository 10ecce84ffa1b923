import {
  type SharedBudget,
  type SharedKind,
  type SharedLimits,
  decodeSharedBudget,
  encodeSharedBudget,
  reserveShared,
  sharedLimits,
} from '@countersign/challenge';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { type RecordKind, changeRecord } from './stored-record.ts';
import { createTurns } from './turns.ts';

/** What many accounts draw on together (OTP-11). */
export interface SharedBudgets {
  /**
   * Charges `id` to a destination, block of numbers, device or IP address, once; false when its budget is used up. `pseudonym`: never the value
   * itself (SEC-07). Resolves and throws as `AccountBudgets.reserve`.
   */
  reserve(kind: SharedKind, pseudonym: string, id: string): Promise<boolean>;
}

const dayMs = 86_400_000;

/** Each lies in the challenge store under an id of its own: they are in other hash slots than the challenges that draw on them. */
export function createSharedBudgets(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness'>,
  { shared, observer }: Pick<NotifierSettings, 'shared' | 'observer'>,
): SharedBudgets {
  const turns = createTurns();
  const kept: RecordKind<SharedBudget> = {
    keepMs: dayMs,
    encode: encodeSharedBudget,
    decode(bytes) {
      try {
        return bytes === undefined ? [] : decodeSharedBudget(bytes);
      } catch (error) {
        observer.failed('take_in', error); // Of a release that we cannot read: the budget begins anew, and it is said.
        return [];
      }
    },
  };
  return {
    reserve(kind, pseudonym, id) {
      const limits: SharedLimits = shared?.[kind] ?? sharedLimits[kind];
      const record = `budget:${kind}:${pseudonym}`;
      return turns.take(record, () =>
        changeRecord(ports, record, kept, async (before) => {
          const charged = reserveShared(before, id, ports.clock.now(), limits);
          return { value: charged ?? before, found: charged !== undefined };
        }),
      );
    },
  };
}
