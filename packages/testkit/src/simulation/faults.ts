import type { Scheduler } from './scheduler.ts';

/** What the world can do to the system under test. */
export interface FaultTargets {
  crashScorer(): void;
  crashNotifier(): void;
  rebalance(): void;
  failPartitionStoreOver(): void;
  failChallengeStoreOver(): void;
  reloadPolicy(): void;
}

/** How many faults of each kind one run has, at most, and the share of steps at which one happens. */
export const faultPlan = { faults: 14, probabilityPerStep: 0.04, reloadPerStep: 0.03 } as const;

/** Draws faults between steps until the plan is used up. */
export function createFaults(scheduler: Scheduler, targets: FaultTargets): { maybeOne(): void; left(): number } {
  const { random } = scheduler;
  let left = 1 + random.below(faultPlan.faults);
  const kinds = [
    targets.crashScorer,
    targets.crashScorer,
    targets.crashNotifier,
    targets.crashNotifier,
    targets.rebalance,
    targets.rebalance,
    targets.failPartitionStoreOver,
    targets.failPartitionStoreOver,
    targets.failChallengeStoreOver,
    targets.failPartitionStoreOver,
  ];
  return {
    left: () => left,
    maybeOne() {
      if (random.chance(faultPlan.reloadPerStep)) targets.reloadPolicy();
      if (left === 0 || !random.chance(faultPlan.probabilityPerStep)) return;
      left -= 1;
      random.pick(kinds)();
    },
  };
}
