import type { Reason } from '@countersign/events';
import type { Features } from '../features/features.ts';
import type { EventFacts } from '../policy/rules/event-facts.ts';
import { roundedPoints } from '../score.ts';
import type { ModelPart } from './compile-models.ts';

/** What the code of a model's reason begins with; its name follows. */
export const modelPrefix = 'model:';

/**
 * A model's evidence as a reason. The scale of the policy is undone: it is for detectors that say the same thing twice,
 * and a model's log-odds were fitted together. Undefined where it has nothing to say.
 */
export function weighModel(
  { model, weight }: ModelPart,
  features: Features,
  event: EventFacts,
  scale: number,
): Reason | undefined {
  const evidence = model.evidence(features, event);
  const points = roundedPoints(evidence * weight * scale);
  return points === 0 ? undefined : { code: `${modelPrefix}${model.name}`, points, observed: roundedPoints(evidence) };
}
