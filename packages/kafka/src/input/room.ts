import type { LogRecord } from '@countersign/engine';

/** Bounds what is read ahead by a process (OVL-01). */
export interface Room {
  /** Counts weight in (positive) or out (negative). */
  change(weight: number): void;
  readonly isFull: () => boolean;
  /** Resolves when there is room again, or after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void>;
  /** Nothing is held back any more. */
  open(): void;
}

const bytesOfOne = 16 * 1024;

/** What records count: each 1, a large one as many as it has 16 KiB, so that 2,000 are never more than 32 MiB. */
export const weightOf = (records: readonly LogRecord[]): number => {
  let weight = 0;
  for (const { value } of records)
    weight += value === null || value.length < bytesOfOne ? 1 : value.length / bytesOfOne;
  return weight;
};

/** Full from `maxWeight` on, and until half of it is worked off. */
export const createRoom = (maxWeight: number): Room => {
  let weight = 0;
  let isFull = false;
  let isOpen = false;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  return {
    change: (count) => {
      weight += count;
      if (weight >= maxWeight) isFull = true;
      else if (isFull && weight <= maxWeight / 2) {
        isFull = false;
        wake();
      }
    },
    isFull: () => isFull && !isOpen,
    wait: (timeoutMs) =>
      new Promise((resolve) => {
        const go = (): void => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting = waiting.filter((other) => other !== go);
          resolve();
        }, timeoutMs);
        waiting.push(go);
      }),
    open: () => {
      isOpen = true;
      wake();
    },
  };
};
