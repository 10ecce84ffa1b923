import type { Clock } from '@countersign/engine';
import { epochMs } from '@countersign/events';
import type { Scheduler, SimProcess } from './scheduler.ts';

/** The scheduler's time, as one process sees it. */
export const simClock = (scheduler: Scheduler, process: SimProcess): Clock => ({
  now: () => epochMs(scheduler.nowMs()),
  after: (delayMs, run) => scheduler.after(process, delayMs, run),
});
