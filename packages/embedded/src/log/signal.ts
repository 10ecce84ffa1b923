import type { Clock } from '@countersign/engine';

/** Something that happens once. */
export interface Signal {
  raise(): void;
  isRaised(): boolean;
  readonly raised: Promise<void>;
  /** Resolves after the time or at the signal, whichever comes first. */
  wait(clock: Clock, delayMs: number): Promise<void>;
}

export function createSignal(): Signal {
  let isRaised = false;
  const { promise: raised, resolve } = Promise.withResolvers<void>();
  return {
    raised,
    isRaised: () => isRaised,
    raise() {
      isRaised = true;
      resolve();
    },
    async wait(clock, delayMs) {
      const { promise, resolve: elapsed } = Promise.withResolvers<void>();
      const cancel = clock.after(delayMs, elapsed);
      await Promise.race([promise, raised]);
      cancel();
    },
  };
}
