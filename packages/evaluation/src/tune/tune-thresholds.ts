import type { EventType } from '@countersign/events';
import type { Policy } from '@countersign/scoring';

/** The scores, 0..100 with one decimal, that a policy gives to past events, by event type. */
export type PastScores = ReadonlyMap<EventType, readonly number[]>;

/** A threshold for challenges as it is and as it would be. */
export interface TunedThreshold {
  readonly type: EventType;
  readonly events: number;
  readonly was: number;
  readonly now: number;
  /** Shares of the past events whose score reaches the threshold, 0..1. */
  readonly shareWas: number;
  readonly shareNow: number;
  /** Set where the budget wanted a threshold beyond the one for holds, which stays. */
  readonly isCapped: boolean;
}

/**
 * Least scores for a challenge so that at most `budget` (0..1) of the past events reach them: one score for all event
 * types, for the same score means the same risk; or with `perType` each type by itself. Types that never challenge, and
 * those without a past, are left out. Thresholds have one decimal, as scores have.
 */
export function tuneThresholds(
  scores: PastScores,
  policy: Policy,
  { budget, perType }: { readonly budget: number; readonly perType: boolean },
): readonly TunedThreshold[] {
  const asked = [...scores].filter(
    ([type, list]) => list.length > 0 && Number.isFinite(policy.byType[type].challengeFrom),
  );
  const common = leastScore(
    asked.flatMap(([, list]) => list),
    budget,
  );
  return asked.map(([type, list]) => {
    const { challengeFrom: was, holdFrom } = policy.byType[type];
    const wanted = perType ? leastScore(list, budget) : common;
    const now = Math.min(wanted, holdFrom, 100);
    return {
      type,
      events: list.length,
      was,
      now,
      shareWas: share(list, was),
      shareNow: share(list, now),
      isCapped: wanted > now,
    };
  });
}

const step = 10;

/** The lowest score of one decimal that at most this share of events reach; above 100 where too many reach even that. */
function leastScore(scores: readonly number[], budget: number): number {
  const above = new Uint32Array(100 * step + 2);
  for (const score of scores) {
    const at = Math.round(score * step);
    above[at] = (above[at] ?? 0) + 1;
  }
  const allowed = Math.floor(budget * scores.length);
  let reached = 0;
  for (let at = 100 * step; at >= 0; at -= 1) {
    reached += above[at] ?? 0;
    if (reached > allowed) return (at + 1) / step;
  }
  return 0;
}

const share = (scores: readonly number[], threshold: number): number =>
  scores.filter((score) => score >= threshold).length / scores.length;
