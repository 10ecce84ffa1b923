/** Bounds what is read ahead by a process (OVL-01). */
export interface Room {
  /** Counts records in (positive) or out (negative). */
  change(records: number): void;
  readonly isFull: () => boolean;
  /** Resolves when there is room again, or after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void>;
  /** Nothing is held back any more. */
  open(): void;
}

/** Full from `maxRecords` on, and until half of them are worked off. */
export const createRoom = (maxRecords: number): Room => {
  let records = 0;
  let isFull = false;
  let isOpen = false;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  return {
    change: (count) => {
      records += count;
      if (records >= maxRecords) isFull = true;
      else if (isFull && records <= maxRecords / 2) {
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
