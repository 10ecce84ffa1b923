/** Why a feature can be unknown: closed words, so that a number in a small array can stand for them. */
export const unknownReasons = [
  'unknown',
  'not_supplied',
  'unavailable',
  'private',
  'not_found',
  'no_address',
  'no_coordinates',
  'no_history',
  'no_limit_for_currency',
  'no_habit',
  'other_currency',
] as const;

export type UnknownReason = (typeof unknownReasons)[number];

const numbers = new Map<string, number>(unknownReasons.map((reason, index) => [reason, index + 1]));

/** 1 and up; a reason that is not on the list becomes plain `unknown`. */
export const unknownReasonNumber = (reason: string): number => numbers.get(reason) ?? 1;

/** The word behind a number of `unknownReasonNumber`. */
export const unknownReasonWord = (number: number): UnknownReason => unknownReasons[number - 1] ?? 'unknown';
