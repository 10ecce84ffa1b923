import type { Clock } from '@countersign/engine';
import { epochMs } from '@countersign/events';

/** Time that only tests move; timers fire in order while it moves. */
export function virtualTime(startMs: number): { readonly clock: Clock; advance(ms: number): Promise<void> } {
  let nowMs = startMs;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    clock: {
      now: () => epochMs(nowMs),
      after(delayMs, run) {
        const timer = { atMs: nowMs + delayMs, run };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        await breathe();
        const next = [...timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
      }
      nowMs = untilMs;
    },
  };
}
