import type { Decision } from '@countersign/events';

/**
 * The groups that an event belongs to, as far as its record says: pairs of grouping and group. Also for other ways to cut
 * past decisions.
 */
export function segmentsOf({ features, facts }: Decision): readonly (readonly [grouping: string, group: string])[] {
  return [
    ['country', textOr(features['country'], 'unknown')],
    ['channel', textOr(facts?.['channel'], 'unknown')],
    ['account age', ageOf(features['accountAgeDays'])],
    ['device', deviceOf(features['deviceKnown'])],
  ];
}

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
