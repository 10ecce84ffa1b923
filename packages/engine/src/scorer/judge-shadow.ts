import type { Decision } from '@countersign/events';
import {
  type EventFacts,
  type Features,
  type Profile,
  type ScoringInput,
  type Shadow,
  decide,
  extract,
} from '@countersign/scoring';

/** What a candidate would have decided, as the decision records it. */
export type ShadowVerdict = NonNullable<Decision['shadow']>;

/** Asks the candidate about an event that the policy in force has judged. Nothing else ever sees the answer. */
export function judgeShadow(
  input: ScoringInput,
  facts: EventFacts,
  features: Features,
  profile: Profile,
  { policy, extractsAnew }: Shadow,
): ShadowVerdict {
  const found = extractsAnew.has(input.event.type) ? extract(input, profile, policy) : features;
  const { action, score, rules, needsReview } = decide(found, facts, policy);
  return {
    policy: { id: policy.id, version: policy.version, digest: policy.digest },
    action,
    score,
    ...(rules.length === 0 ? {} : { rules: [...rules] }),
    ...(needsReview ? { review: true as const } : {}),
  };
}
