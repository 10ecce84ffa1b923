import type { EventType } from '@countersign/events';
import { bothDemands } from '../detectors/velocity/velocity-demand.ts';
import type { Policy } from './policy.ts';

/** A candidate that decides beside the policy in force, on the same features, and changes nothing. */
export interface Shadow {
  readonly policy: Policy;
  /** Velocities that it or the policy in force names. */
  readonly velocities: Policy['velocities'];
  /** Event types whose detectors it sets otherwise, or whose velocities are others: their features are extracted a second time, for it alone. */
  readonly extractsAnew: ReadonlySet<EventType>;
}

/** A candidate beside the policy in force. */
export function shadowOf(candidate: Policy, live: Policy): Shadow {
  const types = Object.keys(candidate.byType) as EventType[];
  const differs = (type: EventType): boolean =>
    candidate.byType[type].slots.join() !== live.byType[type].slots.join() ||
    candidate.byType[type].extractors.some(({ name }) => candidate.parameters.get(name) !== live.parameters.get(name));
  const velocities = bothDemands(live.velocities, candidate.velocities);
  return { policy: candidate, velocities, extractsAnew: new Set(types.filter(differs)) };
}
