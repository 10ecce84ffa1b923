import type { ReplayedEvent } from '@countersign/engine';
import { segmentsOf } from './segments.ts';
import type { Action, EventType } from '@countersign/events';

/** What an evaluation keeps of one event that waits for a decision. */
export interface ScoredEvent {
  readonly id: string;
  readonly type: EventType;
  /** Pseudonym. */
  readonly account: string;
  /** Epoch milliseconds. */
  readonly timeMs: number;
  /** 0..100, not rounded, so that a threshold can lie anywhere. */
  readonly score: number;
  readonly action: Action;
  readonly isFraud: boolean;
  /** Groups whose burden is compared, by the name of the grouping. */
  readonly segments: Readonly<Record<string, string>>;
}

/** Keeps what repeats from event to event once, for millions of them are held until they are measured. */
export function scoredEvents(): (replayed: ReplayedEvent, isFraud: boolean) => ScoredEvent {
  const accounts = new Map<string, string>();
  const groups = new Map<string, ScoredEvent['segments']>();
  return ({ item, verdict, ...judged }, isFraud) => {
    const segments = segmentsOf({ item, verdict, ...judged });
    return {
      id: item.event.id,
      type: item.event.type,
      account: kept(accounts, item.account, item.account),
      timeMs: item.logTimeMs,
      score: verdict.exactScore,
      action: verdict.action,
      isFraud,
      segments: kept(groups, Object.values(segments).join('|'), segments),
    };
  };
}

function kept<T>(known: Map<string, T>, key: string, value: T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  known.set(key, value);
  return value;
}
