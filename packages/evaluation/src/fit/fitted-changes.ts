import type { Policy } from '@countersign/scoring';
import type { Fit } from './fit-weights.ts';

/** A number of a policy document, by its path. */
export interface FittedNumber {
  readonly path: readonly string[];
  readonly value: number;
}

/** What has to be set in the policy's document for a fit to take effect, its next version number first; empty where nothing changed. */
export function fittedChanges({ fitted }: Fit, policy: Policy): readonly FittedNumber[] {
  const numbers = fitted.flatMap(({ type, bias, weights }) => [
    { path: ['eventTypes', type, 'bias'], ...bias },
    ...[...weights].map(([code, weight]) => ({ path: ['eventTypes', type, 'weights', code], ...weight })),
  ]);
  const changed = numbers.filter(({ was, now }) => was !== now).map(({ path, now }) => ({ path, value: now }));
  return changed.length === 0 ? [] : [{ path: ['version'], value: policy.version + 1 }, ...changed];
}
