import { budgetPace, slackFor } from './budget-pace.ts';
import { askedNightly } from './nightly.ts';
import { type TimedScore, dayMs, windowBegin } from './past-window.ts';
import { scoreWindow } from './score-window.ts';
import { thresholdFor } from './threshold-for.ts';

/** Whether a wanted share of challenges was met by thresholds that only the past could tell. */
export interface BudgetHit {
  /** Share wanted, 0..1. */
  readonly asked: number;
  /** Share of the test period's events asked by a threshold that was paced by what had been asked before each. */
  readonly reached: number;
  /** That threshold after the last event; 101 where nothing is asked for a while. */
  readonly threshold: number;
  /** Share of the test period's frauds asked so; null without any. */
  readonly fraudCaught: number | null;
  /** What thresholds set every midnight, as by `policy tune`, would have come to; null without a past. */
  readonly nightly: { readonly reached: number } | null;
  /** What one threshold for the whole test period, from everything before it, would have come to; null without a past. */
  readonly withoutTuning: { readonly threshold: number; readonly reached: number } | null;
}

/** What is known of an event. */
export interface BudgetEvent extends TimedScore {
  readonly isFraud: boolean;
}

const nothingReaches = 101;

/**
 * Holds a budget against events from `testFromMs` on; `events` in order of time. An event is asked where fewer of the events
 * before it score higher than the pace allows, so of equal scores all are asked until the pace says otherwise. Without a past
 * nothing is asked before there is one. Undefined without a test.
 */
export function budgetHit(events: readonly BudgetEvent[], testFromMs: number, wanted: number): BudgetHit | undefined {
  const begin = events.findIndex(({ timeMs }) => timeMs >= testFromMs);
  if (begin < 0) return undefined;
  return {
    asked: wanted,
    ...paced(events, begin, wanted),
    ...(begin === 0 ? { nightly: null, withoutTuning: null } : unpaced(events, begin, wanted)),
  };
}

function unpaced(events: readonly BudgetEvent[], begin: number, wanted: number) {
  const tested = events.length - begin;
  const threshold = thresholdFor(events.slice(0, begin), wanted);
  const reachIt = events.slice(begin).filter(({ score }) => score >= threshold).length;
  return {
    nightly: { reached: askedNightly(events, begin, wanted) / tested },
    withoutTuning: { threshold, reached: reachIt / tested },
  };
}

function paced(events: readonly BudgetEvent[], begin: number, wanted: number) {
  const window = scoreWindow(Float64Array.from(events, ({ score }) => score));
  const pace = budgetPace(wanted, slackFor(wanted, eventsPerDay(events, begin)));
  const count = { asked: 0, frauds: 0, caught: 0 };
  let from = 0;
  events.forEach(({ timeMs, isFraud }, place) => {
    if (place >= begin) {
      for (const first = windowBegin(events, place, timeMs, wanted); from < first; from += 1) window.leave(from);
      const share = pace.share();
      const isAsked = share === 1 || window.greaterThan(place) < share * window.size();
      pace.note(isAsked);
      count.asked += Number(isAsked);
      count.frauds += Number(isFraud);
      count.caught += Number(isFraud && isAsked);
    }
    window.join(place);
  });
  return {
    reached: count.asked / (events.length - begin),
    threshold: Math.min(nothingReaches, window.reachedBy(pace.share() * window.size())),
    fraudCaught: count.frauds === 0 ? null : count.caught / count.frauds,
  };
}

/** What came before a place, by the time it took; a day at least. */
function eventsPerDay(events: readonly TimedScore[], place: number): number {
  const tookMs = (events[place]?.timeMs ?? 0) - (events[0]?.timeMs ?? 0);
  return place / Math.max(1, tookMs / dayMs);
}
