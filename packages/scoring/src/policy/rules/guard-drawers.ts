import { type GuardSheet, guardSheet, isForSheet } from './guard-sheet.ts';
import type { Guard } from './guards.ts';
import { type Read, ruleNames } from './rule-names.ts';

type Constant = Guard['constant'];

/** One alternative of a condition, without the guard by which it is drawn. */
export interface Entry {
  readonly condition: number;
  /** Its comparisons on the sheet: from this line up to that. */
  readonly fromLine: number;
  readonly toLine: number;
  /** Guards that are not for a sheet. */
  readonly others: readonly Guard[];
}

/** Alternatives that are drawn by one name with one operator. */
export interface Drawer {
  readonly read: Read;
  readonly entries: readonly Entry[];
  /** Those that a known value draws: so many of the entries from the first on, or a list. */
  drawn(value: Constant): number | readonly Entry[];
}

interface Alternative {
  readonly condition: number;
  /** At least one. */
  readonly guards: readonly Guard[];
}

/** Alternatives put into drawers, and the sheet with the rest of their comparisons. */
export function guardDrawers(alternatives: readonly Alternative[]): {
  readonly drawers: readonly Drawer[];
  readonly sheet: GuardSheet;
} {
  const lines: Guard[] = [];
  const groups = Map.groupBy(alternatives, ({ guards }) => keyOf(mostTelling(guards)));
  const drawers = [...groups.values()].flatMap((group) => drawerOf(group, lines) ?? []);
  return { drawers, sheet: guardSheet(lines) };
}

const keyOf = (guard: Guard | undefined): string => `${guard?.path} ${guard?.operator}`;

/** An equality tells most; else what was written first. */
const mostTelling = (guards: readonly Guard[]): Guard | undefined =>
  guards.find(({ operator, constant }) => operator === '==' && typeof constant === 'string') ?? guards[0];

interface Drawn {
  readonly constant: Constant;
  readonly entry: Entry;
}

function drawerOf(group: readonly Alternative[], lines: Guard[]): Drawer | undefined {
  const first = mostTelling(group[0]?.guards ?? []);
  if (first === undefined) return undefined;
  const { operator, members } = first;
  const isOrdered = members === undefined && operator !== '==' && operator !== '!=';
  const sorted = isOrdered ? group.toSorted(easiestFirst(operator)) : group;
  const drawn = sorted.map((alternative) => ({
    constant: constantOf(alternative),
    entry: entryOf(alternative, lines),
  }));
  return {
    read: ruleNames.get(first.path)?.read ?? (() => undefined),
    entries: drawn.map(({ entry }) => entry),
    drawn:
      members === undefined ? drawing(operator, drawn) : (value) => (members.has(value as string) ? drawn.length : 0),
  };
}

const constantOf = ({ guards }: Alternative): Constant => mostTelling(guards)?.constant ?? Number.NaN;

/** By how easily their constants are passed, so that a value draws a first part of them. */
const easiestFirst =
  (operator: string) =>
  (a: Alternative, b: Alternative): number =>
    (Number(constantOf(a)) - Number(constantOf(b))) * (operator.startsWith('>') ? 1 : -1);

function entryOf({ condition, guards }: Alternative, lines: Guard[]): Entry {
  const first = mostTelling(guards);
  const rest = guards.filter((guard) => guard !== first);
  const fromLine = lines.length;
  lines.push(...rest.filter(isForSheet));
  return { condition, fromLine, toLine: lines.length, others: rest.filter((guard) => !isForSheet(guard)) };
}

function drawing(operator: string, all: readonly Drawn[]): Drawer['drawn'] {
  if (operator === '==') {
    const byConstant = Map.groupBy(all, ({ constant }) => constant);
    const entries = new Map([...byConstant].map(([constant, group]) => [constant, group.map(({ entry }) => entry)]));
    return (value) => entries.get(value) ?? 0;
  }
  if (operator === '!=') return (value) => all.flatMap(({ constant, entry }) => (constant === value ? [] : [entry]));
  const constants = all.map(({ constant }) => constant);
  return (value) => reach(constants, value, operator);
}

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
