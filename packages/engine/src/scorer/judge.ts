import {
  type EntityMembers,
  type EventFacts,
  type Policy,
  type Population,
  type Profile,
  type ScoringInput,
  type Verdict,
  decide,
  extract,
  factsOf,
  kindsOf,
} from '@countersign/scoring';
import type { Geo } from '../ports/geo.ts';
import type { EventItem } from './batch-item.ts';

/** An event with everything that was known of it, and what the policy says. */
export interface Judged {
  readonly input: ScoringInput;
  readonly facts: EventFacts;
  readonly verdict: Verdict;
}

/** Scores one event against what is known before it. Nothing is changed. */
export function judge(
  item: EventItem,
  profile: Profile,
  entities: ReadonlyMap<string, EntityMembers>,
  policy: Policy,
  geo: Geo,
  population: Population,
): Judged {
  const ip = item.event.data.context?.ip;
  const place = ip === undefined ? noAddress : geo.lookup(ip);
  const kinds = kindsOf(item.event, item.keys, place);
  const input = { ...item, geo: place, entities, population, kinds };
  const facts = factsOf(item.event, item.keys, item.logTimeMs);
  return { input, facts, verdict: decide(extract(input, profile, policy), facts, policy) };
}

const noAddress = { unknown: 'no_address' } as const;
