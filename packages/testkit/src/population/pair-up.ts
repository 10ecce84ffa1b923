/**
 * Gives each of `those` at most one of its options, and none to two of them, so that as many as possible have one; earlier ones
 * come first, and options are taken in their order where there is a choice (Kuhn's algorithm). Undefined: it goes without.
 */
export function pairUp<T, O>(those: readonly T[], optionsOf: (one: T) => readonly O[]): ReadonlyMap<T, O> {
  const takenBy = new Map<O, T>();
  const take = (one: T, tried: Set<O>): boolean => {
    for (const option of optionsOf(one)) {
      if (tried.has(option)) continue;
      tried.add(option);
      const other = takenBy.get(option);
      if (other !== undefined && !take(other, tried)) continue;
      takenBy.set(option, one);
      return true;
    }
    return false;
  };
  for (const one of those) take(one, new Set());
  return new Map([...takenBy].map(([option, one]) => [one, option]));
}
