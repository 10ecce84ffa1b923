import type { EntityKeys, Reason } from '@countersign/events';
import type { Features } from '../../features/features.ts';
import type { EventFacts } from './event-facts.ts';

/** Everything that a rule can look at. */
export interface RuleFacts {
  readonly event: EventFacts;
  readonly features: Features;
  /** Evidence found, with its points. */
  readonly reasons: readonly Reason[];
  /** NaN while the score is still being made. */
  readonly score: number;
}

/** Pseudonyms that rules can compare, by their names in `keys`. */
export const keyNames = [
  'device',
  'ip',
  'network',
  'session',
  'giftCard',
  'instrument',
  'address',
  'merchant',
] as const satisfies readonly (keyof EntityKeys)[];

/** A list of values, each with the time at which it leaves the list (epoch milliseconds; infinity for never). */
export type ValueList = ReadonlyMap<string, number>;
