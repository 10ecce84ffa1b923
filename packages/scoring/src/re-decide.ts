import type { Decision } from '@countersign/events';
import { decide } from './decide.ts';
import { featuresOfRecord } from './features/feature-record.ts';
import type { Policy } from './policy/policy.ts';
import { factsOfDecision } from './policy/rules/event-facts.ts';
import type { Verdict } from './verdict.ts';

/** What a decision recorded of the event and of what was known then; the rest of the record is not looked at. */
export type RecordedEvent = Pick<
  Decision,
  'eventType' | 'accountId' | 'logTime' | 'features' | 'unknown' | 'facts' | 'keys'
>;

/**
 * What a policy says about a past event, from its decision's record alone (DEL-19): the policy that made the decision says
 * the same again, with the same score, reasons and rules; another one says what it would have decided on the same
 * features. Features are as they were extracted: parameters that change *how* something is measured do not act on the past,
 * those of the signals' strength do. Undefined where this release does not know the event type.
 */
export function reDecide(recorded: RecordedEvent, policy: Policy): Verdict | undefined {
  const event = factsOfDecision(recorded);
  return Object.hasOwn(policy.byType, event.type) ? decide(featuresOfRecord(recorded), event, policy) : undefined;
}
