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
import { agentOf } from './agent-of.ts';
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
  const { ip, userAgent } = item.event.data.context ?? {};
  const place = ip === undefined ? noAddress : geo.lookup(ip);
  const agent = userAgent === undefined ? undefined : agentOf(userAgent).agent;
  const kinds = kindsOf(item.event, item.keys, place, agent);
  const input = { ...item, geo: place, agent, entities, population, kinds };
  const facts = factsOf(item.event, item.keys, item.logTimeMs);
  return { input, facts, verdict: decide(extract(input, profile, policy), facts, policy) };
}

const noAddress = { unknown: 'no_address' } as const;
