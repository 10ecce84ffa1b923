import type { EventType } from '@countersign/events';
import type { Policy } from './policy.ts';

/** A candidate that decides beside the policy in force, on the same features, and changes nothing. */
export interface Shadow {
  readonly policy: Policy;
  /** Event types whose detectors it sets otherwise: their features are extracted a second time, for it alone. */
  readonly extractsAnew: ReadonlySet<EventType>;
}

/** A candidate beside the policy in force. */
export function shadowOf(candidate: Policy, live: Policy): Shadow {
  const types = Object.keys(candidate.byType) as EventType[];
  const differs = (type: EventType): boolean =>
    candidate.byType[type].extractors.some(({ name }) => candidate.parameters.get(name) !== live.parameters.get(name));
  return { policy: candidate, extractsAnew: new Set(types.filter(differs)) };
}
