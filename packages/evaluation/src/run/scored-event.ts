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

export function scoredEvent(replayed: ReplayedEvent, isFraud: boolean): ScoredEvent {
  const { item, verdict } = replayed;
  return {
    id: item.event.id,
    type: item.event.type,
    account: item.account,
    timeMs: item.logTimeMs,
    score: verdict.exactScore,
    action: verdict.action,
    isFraud,
    segments: segmentsOf(replayed),
  };
}
