import type { ReplayScorer } from '@countersign/engine';
import type { EntityKeys, Label } from '@countersign/events';

/** The truth about an event that was scored, on its way. */
export interface ComingLabel {
  readonly id: string;
  readonly accountId: string;
  /** Of the event. */
  readonly timeMs: number;
  /** When the truth became known by the label's own word; undefined where it does not say. */
  readonly knownAtMs: number | undefined;
  readonly label: Label['label'];
  readonly keys: EntityKeys;
}

/** Holds labels back until they are known. */
export interface LabelQueue {
  expect(label: ComingLabel): void;
  /** Teaches what became known until then. */
  arrive(nowMs: number): void;
}

const dayMs = 86_400_000;

/** Labels by the day they arrive on, so that any delay costs the same. */
export function createLabelQueue(scorer: ReplayScorer, delayMs: number): LabelQueue {
  const waiting = new Map<number, { readonly dueMs: number; readonly label: ComingLabel }[]>();
  let reachedDay = Number.NEGATIVE_INFINITY;
  return {
    expect(label) {
      const dueMs = Math.max(label.timeMs + delayMs, label.knownAtMs ?? 0);
      const day = Math.floor(dueMs / dayMs);
      const ofDay = waiting.get(day) ?? [];
      ofDay.push({ dueMs, label });
      waiting.set(day, ofDay);
    },
    arrive(nowMs) {
      const today = Math.floor(nowMs / dayMs);
      if (today === reachedDay) return; // Once a day, for the days that are over: late by a day at most, never early.
      reachedDay = today;
      for (const day of [...waiting.keys()].filter((one) => one < today).toSorted((a, b) => a - b)) {
        for (const { dueMs, label } of (waiting.get(day) ?? []).toSorted((a, b) => a.dueMs - b.dueMs)) {
          scorer.label(recordOf(label), dueMs);
        }
        waiting.delete(day);
      }
    },
  };
}

const recordOf = ({ id, accountId, label, keys, timeMs }: ComingLabel): Label => ({
  id: `label-${id}`,
  eventId: id,
  accountId,
  label,
  source: 'import',
  knownAt: new Date(timeMs).toISOString(),
  keys,
});
