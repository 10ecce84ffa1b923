import type { Policy } from '../src/index.ts';
import { compiledPolicy, shippedDocument } from './shipped-policy.ts';
import type { Told } from './story.ts';

/** A rule of such a condition. */
export const rule = (when: string, on?: readonly string[]) => ({
  id: 'r',
  description: 'A rule.',
  owner: 'fraud team',
  severity: 'low',
  when,
  effect: { action: 'review' },
  ...(on === undefined ? {} : { on }),
});
/** The shipped policy with a rule that names some velocities, without the prefix `velocity`. */
export const naming = (names: readonly string[], on?: readonly string[]): Policy => {
  const when = names.map((name) => `features.velocity${name} < 0`).join(' || ');
  return compiledPolicy({ ...shippedDocument(), rules: [rule(when, on)] });
};
/** The velocities of a decision, or why they are unknown, without the prefix. */
export const velocitiesOf = ({ features, unknown }: Told): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({ ...features, ...unknown })
      .filter(([name]) => name.startsWith('velocity'))
      .map(([name, value]) => [name.replace('velocity', ''), value]),
  );
/** A purchase of so many major units. */
export const spend = (amount: number, currency = 'EUR', rest = {}) => ({
  amount: { minor: amount * 100, currency },
  ...rest,
});
