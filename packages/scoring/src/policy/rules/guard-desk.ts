import type { Guard } from './guards.ts';
import type { RuleFacts } from './rule-facts.ts';
import { type Read, ruleNames } from './rule-names.ts';

/** Says which of many conditions may hold for an event, by looking at what they compare and not at each of them. */
export interface GuardDesk {
  /** Numbers of conditions that may hold, rising; the others are false. */
  mayHold(facts: RuleFacts): readonly number[];
}

type Constant = Guard['constant'];
type Value = Constant | undefined;

/** Conditions whose first look is at one name, with one operator. */
interface Drawer {
  readonly read: Read;
  readonly all: readonly number[];
  /** Those that a known value lets through. */
  passing(value: Constant): readonly number[];
}

/**
 * A desk for conditions by number, each with the guards of its alternatives: an alternative is drawn by its most telling guard,
 * then held against the rest of them.
 */
export function guardDesk(conditions: readonly (readonly (readonly Guard[])[])[]): GuardDesk {
  const isOpen = conditions.map((alternatives) => alternatives.some((guards) => guards.length === 0));
  const open = isOpen.flatMap((holdsAlways, at) => (holdsAlways ? [at] : []));
  const entries = conditions.flatMap((alternatives, condition) =>
    isOpen[condition] === true ? [] : alternatives.map((guards) => ({ condition, guards, rest: restOf(guards) })),
  );
  const drawers = drawersOf(entries.map(({ guards }) => guards));
  return {
    mayHold(facts) {
      const found = open.slice();
      for (const { read, all, passing } of drawers) {
        const value: Value = read(facts);
        for (const at of value === undefined ? all : passing(value)) {
          const entry = entries[at];
          if (entry !== undefined && fits(entry.rest, facts)) found.push(entry.condition);
        }
      }
      found.sort((a, b) => a - b);
      return distinct(found);
    },
  };
}

/** Two alternatives are one condition; in place, for this is asked for every event. */
function distinct(sorted: number[]): readonly number[] {
  let kept = 0;
  for (const one of sorted) {
    if (kept > 0 && sorted[kept - 1] === one) continue;
    sorted[kept] = one;
    kept += 1;
  }
  sorted.length = kept;
  return sorted;
}

type Rest = readonly (Guard & { readonly read: Read })[];

const restOf = (guards: readonly Guard[]): Rest => {
  const first = mostTelling(guards);
  return guards.filter((guard) => guard !== first).map((guard) => ({ ...guard, read: readOf(guard) }));
};

function fits(rest: Rest, facts: RuleFacts): boolean {
  for (const { read, operator, constant, members } of rest) {
    const value = read(facts);
    if (value === undefined) continue;
    if (!(members === undefined ? passes(value, operator, constant) : members.has(value as string))) return false;
  }
  return true;
}

/** An equality tells most; else what was written first. */
const mostTelling = (guards: readonly Guard[]): Guard | undefined =>
  guards.find(({ operator, constant }) => operator === '==' && typeof constant === 'string') ?? guards[0];

const readOf = ({ path }: Guard): Read => ruleNames.get(path)?.read ?? (() => undefined);

function drawersOf(conditions: readonly (readonly Guard[])[]): readonly Drawer[] {
  const firsts = conditions.flatMap((guards, at) => {
    const guard = mostTelling(guards);
    return guard === undefined ? [] : [{ at, guard }];
  });
  const groups = Map.groupBy(firsts, ({ guard }) => `${guard.path} ${guard.operator}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [drawerOf(first.guard, group)];
  });
}

function drawerOf(
  { operator, members, ...named }: Guard,
  group: readonly { readonly at: number; readonly guard: Guard }[],
): Drawer {
  const common = { read: readOf({ operator, ...named }), all: group.map(({ at }) => at) };
  if (members !== undefined) {
    return { ...common, passing: (value) => (members.has(value as string) ? common.all : nobody) };
  }
  if (operator === '==') {
    const byConstant = new Map<Constant, number[]>();
    for (const { at, guard } of group) byConstant.set(guard.constant, [...(byConstant.get(guard.constant) ?? []), at]);
    return { ...common, passing: (value) => byConstant.get(value) ?? nobody };
  }
  if (operator === '!=') {
    return { ...common, passing: (value) => group.flatMap(({ at, guard }) => (guard.constant === value ? [] : [at])) };
  }
  const isRising = operator === '>' || operator === '>=';
  const sorted = group.toSorted((a, b) => (Number(a.guard.constant) - Number(b.guard.constant)) * (isRising ? 1 : -1));
  const numbers = sorted.map(({ at }) => at);
  const constants = sorted.map(({ guard }) => guard.constant);
  return { ...common, passing: (value) => numbers.slice(0, reach(constants, value, operator)) };
}

const nobody: readonly number[] = [];

/** How many of the constants, sorted from the easiest on, a value passes. */
function reach(constants: readonly Constant[], value: Constant, operator: string): number {
  let [low, high] = [0, constants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(value, operator, constants[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function passes(value: Constant, operator: string, constant: Constant): boolean {
  switch (operator) {
    case '==':
      return value === constant;
    case '!=':
      return value !== constant;
    case '<':
      return value < constant;
    case '<=':
      return value <= constant;
    case '>':
      return value > constant;
    default:
      return value >= constant;
  }
}
