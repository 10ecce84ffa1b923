import type { ReplayedEvent } from '@countersign/engine';
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

export function scoredEvent({ item, input, verdict }: ReplayedEvent, isFraud: boolean): ScoredEvent {
  const { ip } = item.event.data.context ?? {};
  const country = 'country' in input.geo ? input.geo.country : 'unknown';
  return {
    id: item.event.id,
    type: item.event.type,
    account: item.account,
    timeMs: item.logTimeMs,
    score: verdict.exactScore,
    action: verdict.action,
    isFraud,
    segments: { country, address: ip === undefined ? 'none' : ip.includes(':') ? 'IPv6' : 'IPv4' },
  };
}
