import type { PolicyDocument } from '@countersign/scoring';

/** Budgets of friction in words; one line each. */
export function frictionLines({
  challengeRate,
  challengesPerCustomerPerDay: perDay,
}: PolicyDocument['friction']): readonly string[] {
  return [
    ...(challengeRate === undefined
      ? []
      : [`Budget: at most ${Math.round(challengeRate * 10_000) / 100} % of events challenged.`]),
    ...(perDay === undefined ? [] : [`Budget: at most ${perDay} challenges for a customer in a day.`]),
  ];
}
