import { type AccountEvent, type EventType, eventTypes } from '@countersign/events';
import type { EntityUse, EventKeys } from '../../scoring-input.ts';
import { accountSeries } from './account-series.ts';
import { velocityMember } from './velocity-member.ts';
import { type Velocity, type VelocityEntity, velocities, velocityActs, velocityWindows } from './velocity-table.ts';

/** Buckets of a window: only when one of them holds 64 acts is a velocity "at least". */
const bucketsInWindow = 6;

/** A set that events of one type read or add to. */
interface PlannedUse {
  /** Name of the use, and of the set without its entity. */
  readonly name: string;
  readonly entity: VelocityEntity;
  readonly of: VelocityEntity;
  readonly bucketMs: number;
  /** Whether an event of this type is itself what the set holds. */
  readonly isAct: boolean;
}

/** The velocities that loaded policies name: worked out once, when a policy loads. */
export interface VelocityDemand {
  /** Names by event type. */
  readonly named: ReadonlyMap<EventType, ReadonlySet<string>>;
  readonly uses: Readonly<Record<EventType, readonly PlannedUse[]>>;
}

const byName = new Map(velocities.map((velocity) => [velocity.name, velocity]));

/** The velocities among some names of features. */
export const velocitiesIn = (names: Iterable<string>): readonly Velocity[] =>
  [...names].flatMap((name) => byName.get(name) ?? []);

/** The name that a velocity's set goes by among the sets of an event. */
export const useNameOf = ({ entity, act, window, of }: Velocity): string => `velocity:${entity}:${act}:${window}:${of}`;

/** What must be read and recorded for these names of features by event type; undefined where no velocity is among them. */
export function velocityDemand(names: ReadonlyMap<EventType, ReadonlySet<string>>): VelocityDemand | undefined {
  const named = new Map([...names].map(([type, of]) => [type, new Set(velocitiesIn(of).map(({ name }) => name))]));
  const all = new Map([...named.values()].flatMap((of) => setsOf(of)).map((one) => [useNameOf(one), one]));
  if ([...named.values()].every((of) => of.size === 0)) return undefined;
  const usesOf = (type: EventType): readonly PlannedUse[] => {
    const read = new Set(setsOf(named.get(type) ?? []).map(useNameOf));
    return [...all].flatMap(([name, { entity, act, window, of }]) => {
      const isAct = velocityActs[act].type === type;
      const bucketMs = (velocityWindows[window] * 1000) / bucketsInWindow;
      return isAct || read.has(name) ? [{ name, entity, of, bucketMs, isAct }] : [];
    });
  };
  const types = Object.keys(eventTypes) as EventType[];
  const uses = Object.fromEntries(types.map((type) => [type, usesOf(type)])) as VelocityDemand['uses'];
  return { named, uses };
}

/** Names of the velocities that a policy's rules and models look at, whatever the event type; in order of the alphabet. */
export const namedVelocities = ({
  velocities: demand,
}: {
  readonly velocities: VelocityDemand | undefined;
}): readonly string[] => [...new Set([...(demand?.named.values() ?? [])].flatMap((names) => [...names]))].toSorted();

/** What two policies need together, the one in force and a candidate beside it. */
export function bothDemands(
  one: VelocityDemand | undefined,
  other: VelocityDemand | undefined,
): VelocityDemand | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const types = Object.keys(eventTypes) as EventType[];
  const names = (type: EventType) => new Set([...(one.named.get(type) ?? []), ...(other.named.get(type) ?? [])]);
  return velocityDemand(new Map(types.map((type) => [type, names(type)])));
}

/** One velocity for each set that some names need; what the account's own memory holds needs none. */
const setsOf = (names: Iterable<string>): readonly Velocity[] =>
  velocitiesIn(names).filter((velocity) => accountSeries(velocity) === undefined);

/**
 * The sets that an event reads for its velocities, and what it adds to them. Windows run on log time; a late event adds
 * nothing (DEL-12). Sets reach two buckets further back than their window, for a store gives whole buckets.
 */
export function velocityUses(
  demand: VelocityDemand,
  event: AccountEvent,
  keys: EventKeys,
  logTimeMs: number,
  isLate: boolean,
): readonly EntityUse[] {
  return demand.uses[event.type].flatMap(({ name, entity, of, bucketMs, isAct }) => {
    const key = keys[entity];
    if (key === undefined) return [];
    const set = { id: `${name}:${key}`, bucketMs, windowMs: (bucketsInWindow + 2) * bucketMs };
    const member = isAct && !isLate ? velocityMember(event, keys, logTimeMs, of) : undefined;
    return [{ name, set, member }];
  });
}
