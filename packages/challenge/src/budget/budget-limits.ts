/** What one account may be asked, over all its challenges (OTP-11, OTP-12, OTP-35). */
export interface BudgetLimits {
  /** Challenges that send something, in an hour and in a day. */
  readonly perHour: number;
  readonly perDay: number;
  /** Challenges that can be answered at the same time; a further act is held. */
  readonly live: number;
  /** Codes for deliveries in a day: they are counted apart, for dispatch asks for them, and they wait unanswered for the door. */
  readonly handoversPerDay: number;
  /** So many without any answer within an hour: nothing more is sent. */
  readonly unansweredPerHour: number;
  /** Failed tries within 30 days, with those that codes still out would bear, from which on codes are long. */
  readonly failuresForLongCodes: number;
  readonly longCodeDigits: number;
  /** Failed tries in a row from which on devices that are not proved get no code at all. */
  readonly failuresInARow: number;
}

/**
 * The budgets that ship. A device that the owner proved has budgets of its own, so that a stranger cannot use hers up.
 * Ten challenges of five tries a day at six digits would be a chance of 1.8 % a year; with eight digits after ten failures
 * it is 0.03 % (OTP-12).
 */
export const budgetLimits: BudgetLimits = {
  perHour: 5,
  perDay: 10,
  live: 3,
  handoversPerDay: 20,
  unansweredPerHour: 3,
  failuresForLongCodes: 10,
  longCodeDigits: 8,
  failuresInARow: 100,
};

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** How long a failed try counts. */
export const failureDays = 30;
