import type { Decision } from '@countersign/events';
import {
  type Policy,
  type Population,
  type Profile,
  type ScoringInput,
  type Verdict,
  evolve,
  featuresOfRecord,
  kindsOf,
  learnFromOutcome,
} from '@countersign/scoring';
import type { Geo } from '../ports/geo.ts';
import { agentOf } from '../scorer/agent-of.ts';
import type { BatchItem, EventItem } from '../scorer/batch-item.ts';
import { learnLabel } from '../scorer/learn-label.ts';

/** The profile after an outcome or a label; an event teaches nothing here. */
export function learnedFrom(profile: Profile, population: Population, item: BatchItem): Profile {
  switch (item.kind) {
    case 'outcome':
      return learnFromOutcome(profile, item.outcome, item.logTimeMs);
    case 'label':
      return learnLabel(profile, population, item.label, item.logTimeMs);
    case 'event':
      return profile;
  }
}

/**
 * The profile after an event, as its recorded decision has it, whatever a policy would say of it today (DEL-19).
 * `policy` lends only the bound below which an allowed event is believed.
 */
export function evolvedBy(
  decision: Decision,
  item: EventItem,
  profile: Profile,
  policy: Policy,
  around: { readonly geo: Geo; readonly population: Population },
): { readonly profile: Profile; readonly kinds: ScoringInput['kinds'] } {
  const { ip, userAgent } = item.event.data.context ?? {};
  const geo = ip === undefined ? noAddress : around.geo.lookup(ip);
  const agent = userAgent === undefined ? undefined : agentOf(userAgent).agent;
  const kinds = kindsOf(item.event, item.keys, geo, agent);
  const { population } = around;
  const input = { ...item, flags: decision.flags, geo, agent, entities: new Map(), population, kinds };
  const challengeId = decision.challenge?.id;
  const ids = { decisionId: decision.id, ...(challengeId === undefined ? {} : { challengeId }) };
  return { profile: evolve(profile, input, recordedVerdict(decision), ids, policy), kinds };
}

const noAddress = { unknown: 'no_address' } as const;

const recordedVerdict = ({ action, score, reasons, features, unknown, rules, review }: Decision): Verdict => ({
  action,
  score,
  exactScore: score,
  reasons,
  found: featuresOfRecord({ features, unknown }),
  rules: rules ?? [],
  needsReview: review === true,
});
