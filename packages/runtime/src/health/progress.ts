import type { Clock } from '@countersign/engine';
import type { Check } from './check.ts';

/** Tells a working process from one that hangs (OVL-05). */
export interface Progress {
  /** Work was taken up; call it again and again while it goes on. */
  busy(): void;
  /** Nothing is waiting: standing still is not hanging. */
  idle(): void;
  /** Complains when work was taken up and then nothing moved for `stuckAfterMs`. */
  readonly check: Check;
}

/** A progress that has nothing to do yet. */
export function progress(clock: Clock, stuckAfterMs: number): Progress {
  let movedAtMs: number | undefined;
  return {
    busy() {
      movedAtMs = clock.now();
    },
    idle() {
      movedAtMs = undefined;
    },
    check() {
      const stillMs = movedAtMs === undefined ? 0 : clock.now() - movedAtMs;
      return stillMs > stuckAfterMs ? `nothing moved for ${Math.round(stillMs / 1000)} s` : undefined;
    },
  };
}
