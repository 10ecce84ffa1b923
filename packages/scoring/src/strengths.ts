import type { EventType } from '@countersign/events';
import { slotOf } from './detectors/registry.ts';
import { type Features, valueOf } from './features/features.ts';
import type { Policy, WeighedSignal } from './policy/policy.ts';

const learningSlot = slotOf('learning');

/** The signals that a policy weighs for an event type, in the order of `strengthsOf`. */
export const weighedSignals = (type: EventType, policy: Policy): readonly WeighedSignal[] =>
  policy.byType[type].signals;

/**
 * How strongly each signal of a policy speaks of an event, 0..1 each and damped while the account is young, in the order of
 * `weighedSignals`. The evidence is bias + Σ weight × strength: what fitting turns round.
 */
export function strengthsOf(features: Features, type: EventType, policy: Policy): number[] {
  const learning = valueOf(features, learningSlot);
  return policy.byType[type].signals.map(
    (signal) => signal.strength(features) * (signal.damped && learning < 1 ? learning : 1),
  );
}
