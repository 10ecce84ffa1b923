import {
  type EntityView,
  type EventFacts,
  type Policy,
  type Population,
  type Profile,
  type ScoringInput,
  type Shadow,
  type Verdict,
  decide,
  extract,
  factsOf,
  kindsOf,
} from '@countersign/scoring';
import type { Geo } from '../ports/geo.ts';
import { agentOf } from './agent-of.ts';
import type { EventItem } from './batch-item.ts';
import { type ShadowVerdict, judgeShadow } from './judge-shadow.ts';

/** An event with everything that was known of it, and what the policy says. */
export interface Judged {
  readonly input: ScoringInput;
  readonly facts: EventFacts;
  readonly verdict: Verdict;
  /** What the candidate says, where there is one. */
  readonly shadow: ShadowVerdict | undefined;
}

/** Scores one event against what is known before it. Nothing is changed. */
export function judge(
  item: EventItem,
  profile: Profile,
  entities: EntityView,
  policy: Policy,
  geo: Geo,
  population: Population,
  shadow?: Shadow,
): Judged {
  const { ip, userAgent } = item.event.data.context ?? {};
  const place = ip === undefined ? noAddress : geo.lookup(ip);
  const agent = userAgent === undefined ? undefined : agentOf(userAgent).agent;
  const kinds = kindsOf(item.event, item.keys, place, agent);
  const input = { ...item, geo: place, agent, entities, population, kinds };
  const facts = factsOf(item.event, item.keys, item.logTimeMs);
  const found = extract(input, profile, policy);
  const verdict = decide(found, facts, policy);
  const aside = shadow === undefined ? undefined : judgeShadow(input, facts, found, profile, shadow);
  return { input, facts, verdict, shadow: aside };
}

const noAddress = { unknown: 'no_address' } as const;
