/** Two known operands; undefined when CEL would fail: division by zero, a whole number that cannot be held. */
export type Operation = (a: never, b: never) => number | string | boolean | undefined;

type Numeric = (a: number, b: number) => number | undefined;
type Comparison = (a: number | string | boolean, b: number | string | boolean) => boolean;

/** Comparisons; CEL orders texts by code point, as their UTF-8 is. */
export const comparisons: ReadonlyMap<string, Operation> = new Map<string, Operation>(
  Object.entries({
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
  } satisfies Record<string, Comparison>),
);

/** Arithmetic of whole numbers rounds towards zero and fails where it would not be exact. */
export function arithmetic(operator: string, isInt: boolean): Numeric {
  const plain = numeric.get(operator) ?? ((): undefined => undefined);
  if (!isInt) return plain;
  return (a, b) => {
    if ((operator === '/' || operator === '%') && b === 0) return undefined;
    const value = plain(a, b) ?? Number.NaN;
    const whole = (operator === '/' ? Math.trunc(value) : value) + 0;
    return Number.isSafeInteger(whole) ? whole : undefined;
  };
}

const numeric: ReadonlyMap<string, Numeric> = new Map(
  Object.entries({
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  } satisfies Record<string, Numeric>),
);

export const textMethods: ReadonlyMap<string, Operation> = new Map<string, Operation>(
  Object.entries({
    startsWith: (text, part) => text.startsWith(part),
    endsWith: (text, part) => text.endsWith(part),
    contains: (text, part) => text.includes(part),
  } satisfies Record<string, (text: string, part: string) => boolean>),
);
