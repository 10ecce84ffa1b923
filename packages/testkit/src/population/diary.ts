import type { EventData, EventType } from '@countersign/events';
import type { ChangeKind, Happening, RealChange } from './happening.ts';

/** Where a life is written down, in any order. */
export interface Diary {
  /** An event; ids are unique in a life and tell its seed. */
  note<T extends EventType>(accountId: string, timeMs: number, type: T, data: EventData<T>, why: string): void;
  /** Something is truly other from now on. */
  changed(accountId: string, atMs: number, kind: ChangeKind, what: string): void;
  readonly happenings: readonly Happening[];
  readonly changes: readonly RealChange[];
}

/** A diary of what lies in `[fromMs, toMs)`; the rest is not written down. */
export function createDiary(name: string, fromMs: number, toMs: number): Diary {
  const happenings: Happening[] = [];
  const changes: RealChange[] = [];
  let written = 0;
  return {
    happenings,
    changes,
    note(accountId, timeMs, type, data, why) {
      const atMs = Math.round(timeMs);
      if (atMs < fromMs || atMs >= toMs) return;
      happenings.push({ timeMs: atMs, accountId, id: `${name}-${written}`, type, data, why });
      written += 1;
    },
    changed(accountId, atMs, kind, what) {
      if (atMs < toMs) changes.push({ accountId, atMs: Math.round(atMs), kind, what });
    },
  };
}
