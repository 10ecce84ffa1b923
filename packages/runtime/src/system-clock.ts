import type { Clock } from '@countersign/engine';
import { epochMs } from '@countersign/events';

// setTimeout runs at once when asked for more than this (24.8 days).
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemClock: Clock = { now: () => epochMs(Date.now()), after };

function after(delayMs: number, run: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (restMs: number): void => {
    const stepMs = Math.min(Math.max(0, restMs), LONGEST_TIMER_MS);
    timer = setTimeout(() => (restMs > stepMs ? wait(restMs - stepMs) : run()), stepMs);
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}
