import type { Action } from '@countersign/events';

/** How often honest events of one group are asked for a code or denied. */
export interface GroupBurden {
  readonly grouping: string;
  readonly group: string;
  /** Legitimate events of the group. */
  readonly events: number;
  /** Shares of them, 0..1. */
  readonly challenged: number;
  readonly denied: number;
  /** Challenged more than twice as often as all others together. */
  readonly isFlagged: boolean;
}

interface Counted {
  readonly action: Action;
  readonly isFraud: boolean;
  readonly segments: Readonly<Record<string, string>>;
}

/** Fewer events say nothing about a group. */
const leastEvents = 200;
const flaggedRatio = 2;

/** Burdens of all groups large enough to tell, the heaviest first in each grouping. */
export function burdens(events: readonly Counted[]): readonly GroupBurden[] {
  const honest = events.filter(({ isFraud }) => !isFraud);
  const groupings = [...new Set(honest.flatMap(({ segments }) => Object.keys(segments)))];
  return groupings.flatMap((grouping) => {
    const byGroup = Map.groupBy(honest, ({ segments }) => segments[grouping] ?? 'unknown');
    const all = tally(honest);
    return [...byGroup]
      .filter(([, members]) => members.length >= leastEvents)
      .map(([group, members]) => burdenOf(grouping, group, tally(members), all))
      .toSorted((a, b) => b.challenged - a.challenged);
  });
}

interface Tally {
  readonly events: number;
  readonly challenged: number;
  readonly denied: number;
}

const tally = (events: readonly Counted[]): Tally => ({
  events: events.length,
  challenged: events.filter(({ action }) => action === 'challenge').length,
  denied: events.filter(({ action }) => action === 'deny' || action === 'hold').length,
});

function burdenOf(grouping: string, group: string, own: Tally, all: Tally): GroupBurden {
  const others = { events: all.events - own.events, challenged: all.challenged - own.challenged };
  const rate = own.challenged / own.events;
  const othersRate = others.events === 0 ? rate : others.challenged / others.events;
  return {
    grouping,
    group,
    events: own.events,
    challenged: rate,
    denied: own.denied / own.events,
    isFlagged: own.challenged >= 5 && rate > flaggedRatio * othersRate,
  };
}
