import type { Clock } from '../ports/clock.ts';
import { notifierLimits } from './notifier-ports.ts';

/** A step that is repeated for as long as there is work, then after a pause. */
export interface Loop {
  /** There is something to do now. */
  wake(): void;
  /** Begins nothing more; resolves when the step under way has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a loop; one step at a time. `step` resolves with the amount of work it found.
 * @param gatherMs how long new work waits for more, so that one step does it all
 */
export function startLoop(
  step: () => Promise<number>,
  clock: Clock,
  failed: (error: unknown) => void,
  gatherMs = 0,
): Loop {
  let isStopped = false;
  let isWanted = true;
  let isGathering = false;
  let running: Promise<void> | undefined;
  let cancel = (): void => {};

  const next = (delayMs: number): void => {
    cancel();
    isGathering = delayMs <= gatherMs;
    if (!isStopped) cancel = clock.after(delayMs, begin);
  };
  const once = async (): Promise<number> => {
    isWanted = false;
    try {
      return (await step()) > 0 || isWanted ? gatherMs : notifierLimits.idleMs;
    } catch (error) {
      failed(error);
      return notifierLimits.failurePauseMs;
    }
  };
  const begin = (): void => {
    if (isStopped || running !== undefined) return;
    running = once().then((pauseMs) => {
      running = undefined;
      next(pauseMs);
    });
  };

  next(0);
  return {
    wake() {
      isWanted = true;
      if (running === undefined && !isGathering) next(gatherMs);
    },
    async stop() {
      isStopped = true;
      cancel();
      await running;
    },
  };
}
