import { valueOf } from '../../features/features.ts';
import type { RuleFacts } from './rule-facts.ts';
import type { Read, RuleName } from './rule-names.ts';

type Constant = number | string | boolean;

/** Undefined where the value is not known. */
type Comparison = (facts: RuleFacts) => boolean | undefined;

/** What an operator says when its sides are exchanged. */
export const mirrored: Readonly<Record<string, string>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/**
 * A name compared with a constant in a single closure: nearly all that rules consist of. It gives what the general comparison
 * gives; undefined where the value is not known.
 * @throws Error for an operator that does not compare.
 */
export function comparedWith({ read, slot }: RuleName, operator: string, constant: Constant): Comparison {
  const made =
    slot === undefined || typeof constant !== 'number'
      ? comparisonOfValue[operator]?.(read, constant)
      : comparisonOfNumber[operator]?.(slot, constant);
  if (made === undefined) throw new Error(`${operator} does not compare`);
  return made;
}

// One closure literal for each operator: a shared one that calls the operator would be a call more for every comparison.

const comparisonOfValue: Readonly<Record<string, (read: Read, constant: Constant) => Comparison>> = {
  '==': (read, constant) => (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : value === constant;
  },
  '!=': (read, constant) => (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : value !== constant;
  },
  '<': (read, constant) => (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : value < constant;
  },
  '<=': (read, constant) => (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : value <= constant;
  },
  '>': (read, constant) => (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : value > constant;
  },
  '>=': (read, constant) => (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : value >= constant;
  },
};

const comparisonOfNumber: Readonly<Record<string, (slot: number, constant: number) => Comparison>> = {
  '==': (slot, constant) => (facts) => {
    const value = valueOf(facts.features, slot);
    return Number.isNaN(value) ? undefined : value === constant;
  },
  '!=': (slot, constant) => (facts) => {
    const value = valueOf(facts.features, slot);
    return Number.isNaN(value) ? undefined : value !== constant;
  },
  '<': (slot, constant) => (facts) => {
    const value = valueOf(facts.features, slot);
    return Number.isNaN(value) ? undefined : value < constant;
  },
  '<=': (slot, constant) => (facts) => {
    const value = valueOf(facts.features, slot);
    return Number.isNaN(value) ? undefined : value <= constant;
  },
  '>': (slot, constant) => (facts) => {
    const value = valueOf(facts.features, slot);
    return Number.isNaN(value) ? undefined : value > constant;
  },
  '>=': (slot, constant) => (facts) => {
    const value = valueOf(facts.features, slot);
    return Number.isNaN(value) ? undefined : value >= constant;
  },
};
