import type { Guard } from './guards.ts';
import type { RuleFacts } from './rule-facts.ts';
import { type Read, ruleNames } from './rule-names.ts';

/**
 * Comparisons of numbers and flags, written one behind the other: for every event each name is read once, whoever compares it,
 * and a comparison looks at three numbers that lie beside their neighbours.
 */
export interface GuardSheet {
  /** Reads what the comparisons look at; asked once for an event, before `fails`. */
  read(facts: RuleFacts): void;
  /** Whether one of the comparisons from line to line is known to fail. */
  fails(from: number, to: number): boolean;
}

/** Whether a sheet can hold a guard. */
export const isForSheet = ({ constant, members, path }: Guard): boolean =>
  members === undefined && typeof constant !== 'string' && ruleNames.has(path);

/** A sheet of guards for which `isForSheet` holds, one a line. */
export function guardSheet(guards: readonly Guard[]): GuardSheet {
  const names = [...new Set(guards.map(({ path }) => path))];
  const reads = names.map((path): Read => ruleNames.get(path)?.read ?? (() => undefined));
  const values = new Float64Array(names.length);
  const nameAt = Int32Array.from(guards, ({ path }) => names.indexOf(path));
  const operatorAt = Int32Array.from(guards, ({ operator }) => operators.indexOf(operator));
  const constantAt = Float64Array.from(guards, ({ constant }) => Number(constant));
  return {
    read(facts) {
      for (let at = 0; at < reads.length; at += 1) values[at] = Number(reads[at]?.(facts) ?? Number.NaN);
    },
    fails(from, to) {
      for (let line = from; line < to; line += 1) {
        const value = values[nameAt[line] ?? 0] ?? Number.NaN;
        if (isBeyond(value, operatorAt[line] ?? 0, constantAt[line] ?? Number.NaN)) return true;
      }
      return false;
    },
  };
}

const operators = ['==', '!=', '<', '<=', '>', '>='];

/** The opposite of a comparison by its place in `operators`; of NaN, which is not known, nothing fails. */
function isBeyond(value: number, operator: number, constant: number): boolean {
  switch (operator) {
    case 0:
      return value < constant || value > constant;
    case 1:
      return value === constant;
    case 2:
      return value >= constant;
    case 3:
      return value > constant;
    case 4:
      return value <= constant;
    default:
      return value < constant;
  }
}
