import { conditionMarks } from './condition-marks.ts';
import { type Entry, guardDrawers } from './guard-drawers.ts';
import type { Guard } from './guards.ts';
import type { RuleFacts } from './rule-facts.ts';

/** Says which of many conditions may hold for an event, by looking at what they compare and not at each of them. */
export interface GuardDesk {
  /** Numbers of conditions that may hold, rising; the others are false. */
  mayHold(facts: RuleFacts): readonly number[];
}

/**
 * A desk for conditions by number, each with the guards of its alternatives: an alternative is drawn by its most telling guard,
 * then held against the rest of them.
 */
export function guardDesk(conditions: readonly (readonly (readonly Guard[])[])[]): GuardDesk {
  const isOpen = conditions.map((alternatives) => alternatives.some((guards) => guards.length === 0));
  const { drawers, sheet } = guardDrawers(
    conditions.flatMap((alternatives, condition) =>
      isOpen[condition] === true ? [] : alternatives.map((guards) => ({ condition, guards })),
    ),
  );
  const open = isOpen.flatMap((holdsAlways, at) => (holdsAlways ? [at] : []));
  const marks = conditionMarks(conditions.length, open);
  const markFitting = (entries: readonly Entry[], count: number, facts: RuleFacts): void => {
    for (let at = 0; at < count; at += 1) {
      const entry = entries[at];
      if (entry === undefined || sheet.fails(entry.fromLine, entry.toLine)) continue;
      if (fits(entry.others, facts)) marks.mark(entry.condition);
    }
  };
  return {
    mayHold(facts) {
      marks.clear();
      sheet.read(facts);
      for (const { read, entries, drawn } of drawers) {
        const value = read(facts);
        const found = value === undefined ? entries.length : drawn(value);
        if (typeof found === 'number') markFitting(entries, found, facts);
        else markFitting(found, found.length, facts);
      }
      return marks.marked();
    },
  };
}

function fits(guards: readonly Guard[], facts: RuleFacts): boolean {
  for (const guard of guards) if (guard.test(facts) === false) return false;
  return true;
}
