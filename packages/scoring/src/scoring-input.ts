import type { AccountEvent, Decision, EntityKeys } from '@countersign/events';
import type { Kinds } from './population/kinds.ts';
import type { Population } from './population/population.ts';
import type { agentKinds } from './profile/known-agents.ts';

/** What an event is marked with, for example `late` or `stale`. */
export type DecisionFlag = Decision['flags'][number];

/** Where an address is, as far as the data says. Degrees and kilometres. */
export interface GeoFix {
  readonly country: string;
  readonly region?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Radius in kilometres within which the address lies. */
  readonly accuracyKm?: number;
}

/** A place, or why it is not known: `private`, `not_found`, `no_address`, `unavailable`. */
export type GeoAnswer = GeoFix | { readonly unknown: string };

/** Pseudonyms of everything an event names, 16 characters each; `account` always (SEC-07). */
export type EventKeys = EntityKeys & { readonly account: string };

/** A capped set that accounts share, cut into buckets of time. */
export interface EntitySet {
  readonly id: string;
  readonly bucketMs: number;
  /** How far back it is read; a multiple of `bucketMs`. */
  readonly windowMs: number;
}

/** Members of a set within its window, with the start of the newest bucket that holds each (epoch milliseconds). */
export type EntityMembers = ReadonlyMap<string, number>;

/** Members before an event, by name of the use. A missing name was unavailable: the feature is unknown. */
export type EntityView = Pick<ReadonlyMap<string, EntityMembers>, 'get'>;

/** One entity set that an event's detectors read, and what the event adds to it. */
export interface EntityUse {
  /** The name that detectors know the set by, for example `deviceAccounts`. */
  readonly name: string;
  readonly set: EntitySet;
  /** Recorded after scoring; undefined means read only. Recording twice changes nothing (DEL-09). */
  readonly member: string | undefined;
}

/** What a user agent says of itself: a claim (SEC-08). Names of browser and system without versions, lower case. */
export interface Agent {
  readonly full: string;
  readonly browser: string;
  readonly system: string;
  readonly kind: (typeof agentKinds)[number];
}

/** All that is known about one event at the moment it is scored. */
export interface ScoringInput {
  readonly event: AccountEvent;
  readonly keys: EventKeys;
  /** When the log took the event, epoch milliseconds; windows run on it (DEL-12). */
  readonly logTimeMs: number;
  /** Order time of DEL-12, epoch milliseconds. */
  readonly timeMs: number;
  readonly flags: readonly DecisionFlag[];
  readonly geo: GeoAnswer;
  /** Undefined where upstream names no user agent. */
  readonly agent?: Agent | undefined;
  readonly entities: EntityView;
  /** What the partition's accounts do, before this event. */
  readonly population: Population;
  readonly kinds: Kinds;
}
