import type { Decision } from '@countersign/events';

/** One way to cut past decisions into groups, as far as their record says. */
export interface Grouping {
  readonly name: string;
  of(decision: Pick<Decision, 'features' | 'facts'>): string;
}

/** The ways in which a comparison is cut. */
export const groupings: readonly Grouping[] = [
  { name: 'country', of: ({ features }) => textOr(features['country'], 'unknown') },
  { name: 'channel', of: ({ facts }) => textOr(facts?.['channel'], 'unknown') },
  { name: 'account age', of: ({ features }) => ageOf(features['accountAgeDays']) },
  { name: 'device', of: ({ features }) => deviceOf(features['deviceKnown']) },
];

const textOr = (value: unknown, other: string): string => (typeof value === 'string' ? value : other);

function ageOf(days: unknown): string {
  if (typeof days !== 'number') return 'unknown';
  if (days < 30) return 'under 30 days';
  return days < 365 ? 'under a year' : 'a year or more';
}

function deviceOf(isKnown: unknown): string {
  if (typeof isKnown !== 'boolean') return 'unknown';
  return isKnown ? 'seen before' : 'new';
}
