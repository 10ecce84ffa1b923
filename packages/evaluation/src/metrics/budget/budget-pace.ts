/** How fast a budget is spent. */
export interface BudgetPace {
  /** Share of events to ask next, 0..1. */
  share(): number;
  /** Told of every event. */
  note(isAsked: boolean): void;
}

/**
 * Integral control of a share (after adaptive conformal inference; Gibbs & Candès 2021): the share for the next event is the
 * one wanted, corrected by what was asked too much or too little so far. `slack` questions beyond the budget stop the asking;
 * as many short of it make the share *e* times as large. So whatever the scores are, however they drift, tie or come in
 * waves, no more than `slack + 1` questions are asked beyond the budget, and no more than `slack × ln(1 / wanted) + 1` fall
 * short of it.
 */
export function budgetPace(wanted: number, slack: number): BudgetPace {
  let seen = 0;
  let asked = 0;
  return {
    share() {
      const missing = (wanted * seen - asked) / slack;
      return missing < 0 ? Math.max(0, wanted * (1 + missing)) : Math.min(1, wanted * Math.exp(missing));
    },
    note(isAsked) {
      seen += 1;
      if (isAsked) asked += 1;
    },
  };
}

const slackDays = 28;
const slackShare = 0.1;

/**
 * The slack of a stream with so many events a day: a tenth of what the budget has in four weeks, so that a wave of attacks
 * may borrow from the weeks around it, and four weeks come out right within a tenth. One question at least.
 */
export const slackFor = (wanted: number, eventsPerDay: number): number =>
  Math.max(1, slackShare * slackDays * eventsPerDay * wanted);
