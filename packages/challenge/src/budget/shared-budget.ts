import { dayMs, hourMs } from './budget-limits.ts';

/**
 * What many accounts may draw on together: an address or number that messages go to, a block of ten thousand numbers (OTP-35), a device
 * or an IP address that acts come from.
 */
export interface SharedLimits {
  readonly perHour: number;
  readonly perDay: number;
}

/** Kinds of shared budgets. */
export type SharedKind = 'destination' | 'device' | 'ip' | 'notice' | 'prefix';

/**
 * Codes to one destination, notices of one kind to one destination, messages to one block of ten thousand numbers, challenges from one device or
 * IP address (OTP-11, OTP-35). Roomy for a family and an office, tight for somebody who floods a mailbox through many accounts, goes
 * through a block of numbers, or tries many accounts from one place.
 */
export const sharedLimits: Readonly<Record<SharedKind, SharedLimits>> = {
  destination: { perHour: 10, perDay: 20 },
  device: { perHour: 10, perDay: 30 },
  ip: { perHour: 60, perDay: 300 },
  notice: { perHour: 3, perDay: 5 },
  prefix: { perHour: 20, perDay: 60 },
};

/** One thing that was charged, by the id that it is found again by. */
export interface SharedEntry {
  readonly id: string;
  readonly atMs: number;
}

/** Of the last day, in order; never more than the day's limit. */
export type SharedBudget = readonly SharedEntry[];

/** Charges `id` once; a repetition is granted again. Undefined: the budget is used up, and nothing is charged. */
export function reserveShared(
  before: SharedBudget,
  id: string,
  nowMs: number,
  { perHour, perDay }: SharedLimits,
): SharedBudget | undefined {
  if (before.some((entry) => entry.id === id)) return before;
  const ofDay = before.filter(({ atMs }) => nowMs - atMs < dayMs);
  const ofHour = ofDay.filter(({ atMs }) => nowMs - atMs < hourMs);
  if (ofDay.length >= perDay || ofHour.length >= perHour) return undefined;
  return [...ofDay, { id, atMs: nowMs }];
}
