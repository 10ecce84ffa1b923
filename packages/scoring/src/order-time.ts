import type { DecisionFlag } from './scoring-input.ts';

const minuteMs = 60_000;
/** An event's own time may lag its log time by this much and still be in order (DEL-12). */
const toleratedLagMs = 10 * minuteMs;
/** … and may run ahead of it by this much. */
const toleratedLeadMs = 2 * minuteMs;
/** Beyond this lag the event's own time is not believed. */
const lateLimitMs = 24 * 60 * minuteMs;

/** The time that orders an event, epoch milliseconds, and what has to be flagged about it. */
export interface OrderTime {
  readonly timeMs: number;
  readonly flags: readonly DecisionFlag[];
}

/**
 * Chooses between the event's own time and its log time (DEL-12): own time within −10/+2 minutes;
 * own time flagged `late` up to 24 hours; else log time flagged `clockSkew`. All in epoch milliseconds.
 */
export function orderTime(eventTimeMs: number, logTimeMs: number): OrderTime {
  const lagMs = logTimeMs - eventTimeMs;
  if (lagMs >= -toleratedLeadMs && lagMs <= toleratedLagMs) return { timeMs: eventTimeMs, flags: inOrder };
  if (lagMs > toleratedLagMs && lagMs <= lateLimitMs) return { timeMs: eventTimeMs, flags: ['late'] };
  return { timeMs: logTimeMs, flags: ['clockSkew'] };
}

const inOrder: readonly DecisionFlag[] = [];
