import type { Clock } from '@countersign/engine';
import { type EpochMs, epochMs } from '@countersign/events';

/** A clock that stands still until it is moved, and can go over to another one for good (DEL-12). */
export interface VirtualClock extends Clock {
  /** Moves to `toMs` (never back) and runs what became due on the way, in order. */
  advance(toMs: number): void;
  /** From now on the time and the timers of `clock`; what is still waiting is due at once or when it said. */
  goLive(clock: Clock): void;
  isLive(): boolean;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
  /** Set once the timer went over to the other clock. */
  cancelLive: (() => void) | undefined;
}

/** Due now: runs without the time moving, but not before the caller went on. */
function soon(run: () => void): () => void {
  const handle = setImmediate(run);
  return () => clearImmediate(handle);
}

export function createVirtualClock(startMs: number): VirtualClock {
  let nowMs = startMs;
  let live: Clock | undefined;
  const timers = new Set<Timer>();
  const nextDue = (toMs: number): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) if (timer.atMs <= toMs && (next === undefined || timer.atMs < next.atMs)) next = timer;
    return next;
  };
  return {
    now: (): EpochMs => live?.now() ?? epochMs(nowMs),
    after(delayMs, run) {
      if (live !== undefined) return live.after(delayMs, run);
      if (delayMs <= 0) return soon(run);
      const timer: Timer = { atMs: nowMs + Math.max(0, delayMs), run, cancelLive: undefined };
      timers.add(timer);
      return () => {
        timers.delete(timer);
        timer.cancelLive?.();
      };
    },
    advance(toMs) {
      for (let timer = nextDue(toMs); timer !== undefined; timer = nextDue(toMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.run();
      }
      nowMs = Math.max(nowMs, toMs);
    },
    isLive: () => live !== undefined,
    goLive(clock) {
      live = clock;
      for (const timer of timers) timer.cancelLive = clock.after(Math.max(0, timer.atMs - clock.now()), timer.run);
      timers.clear();
    },
  };
}
