import type { Action } from '@countersign/events';
import type { Draw, Interval } from './bootstrap.ts';
import { shareIntervals } from './share-intervals.ts';

/** What honest customers may have to bear: a code, or an act that is held or denied. */
export type Burden = 'challenged' | 'denied';

/** How often honest events of one group are asked for a code or denied. */
export interface GroupBurden {
  readonly grouping: string;
  readonly group: string;
  /** Legitimate events of the group. */
  readonly events: number;
  /** Shares of them, 0..1. */
  readonly challenged: number;
  readonly denied: number;
  /** Of both shares, over resamples of accounts. */
  readonly intervals: Readonly<Record<Burden, Interval>>;
  /** Borne more than twice as often as by all others together; of groups that are no majority. */
  readonly flaggedFor: readonly Burden[];
  readonly isFlagged: boolean;
}

interface Counted {
  readonly account: string;
  readonly action: Action;
  readonly isFraud: boolean;
  readonly segments: Readonly<Record<string, string>>;
}

/** Fewer events say nothing about a group. */
const leastEvents = 200;
const flaggedRatio = 2;
/** Fewer customers that bear something may do so by chance. */
const leastBorne = 5;
/** A grouping may have any number of groups; the largest tell. */
const mostGroups = 40;
const kinds: readonly Burden[] = ['challenged', 'denied'];

/** Burdens of all groups large enough to tell, the heaviest first in each grouping. */
export function burdens(events: readonly Counted[], draw: Draw): readonly GroupBurden[] {
  const honest = events.filter(({ isFraud }) => !isFraud);
  const groupings = [...new Set(honest.flatMap(({ segments }) => Object.keys(segments)))];
  const all = tally(honest);
  return groupings.flatMap((grouping) => {
    const groups = [...Map.groupBy(honest, ({ segments }) => segments[grouping] ?? 'unknown')]
      .filter(([, members]) => members.length >= leastEvents)
      .toSorted(([, a], [, b]) => b.length - a.length)
      .slice(0, mostGroups);
    const intervals = intervalsOf(groups, draw);
    return groups
      .map(([group, members]) => burdenOf({ grouping, group }, tally(members), all, intervals))
      .toSorted((a, b) => b.challenged - a.challenged);
  });
}

type Tally = Readonly<Record<Burden | 'events', number>>;

const bears = ({ action }: Counted, kind: Burden): boolean =>
  kind === 'challenged' ? action === 'challenge' : action === 'deny' || action === 'hold';

const tally = (events: readonly Counted[]): Tally => ({
  events: events.length,
  challenged: events.filter((event) => bears(event, 'challenged')).length,
  denied: events.filter((event) => bears(event, 'denied')).length,
});

const intervalsOf = (
  groups: readonly (readonly [string, readonly Counted[]])[],
  draw: Draw,
): ReadonlyMap<string, Interval> =>
  shareIntervals(
    groups.flatMap(([group, members]) =>
      members.flatMap((event) =>
        kinds.map((kind) => ({ account: event.account, name: `${kind} ${group}`, isPart: bears(event, kind) })),
      ),
    ),
    draw,
  );

function burdenOf(
  named: Pick<GroupBurden, 'grouping' | 'group'>,
  own: Tally,
  all: Tally,
  intervals: ReadonlyMap<string, Interval>,
): GroupBurden {
  const isHeavy = (kind: Burden): boolean => {
    const others = all.events - own.events;
    if (others < own.events) return false; // Most customers are not singled out; few others tell little.
    const othersRate = others === 0 ? own[kind] / own.events : (all[kind] - own[kind]) / others;
    return own[kind] >= leastBorne && own[kind] / own.events > flaggedRatio * othersRate;
  };
  const intervalOf = (kind: Burden): Interval => intervals.get(`${kind} ${named.group}`) ?? [0, 1];
  const flaggedFor = kinds.filter(isHeavy);
  return {
    ...named,
    events: own.events,
    challenged: own.challenged / own.events,
    denied: own.denied / own.events,
    intervals: { challenged: intervalOf('challenged'), denied: intervalOf('denied') },
    flaggedFor,
    isFlagged: flaggedFor.length > 0,
  };
}
