/** The middle 95 % of what resamples gave. */
export type Interval = readonly [number, number];

/** Draws an integer in `[0, below)`. */
export type Draw = (below: number) => number;

/** How often accounts are drawn. */
export const resamples = 200;

/**
 * Intervals of figures under chance in which accounts came: whole accounts are drawn with replacement, for their events
 * belong together. `figuresOf` gets how often each event counts.
 */
export function bootstrapIntervals<Name extends string>(
  accounts: readonly string[],
  figuresOf: (weightOf: (event: number) => number) => Readonly<Record<Name, number>>,
  draw: Draw,
): Readonly<Record<Name, Interval>> {
  const numbers = new Map<string, number>();
  const accountOf = Uint32Array.from(accounts, (account) => {
    const known = numbers.get(account) ?? numbers.size;
    numbers.set(account, known);
    return known;
  });
  const found = new Map<Name, number[]>();
  for (let round = 0; round < resamples; round += 1) {
    const times = new Uint32Array(numbers.size);
    for (let drawn = 0; drawn < numbers.size; drawn += 1) {
      const account = draw(numbers.size);
      times[account] = (times[account] ?? 0) + 1;
    }
    const figures = figuresOf((event) => times[accountOf[event] ?? 0] ?? 0);
    for (const [name, value] of Object.entries(figures) as [Name, number][]) {
      if (Number.isFinite(value)) found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  const entries = [...found].map(([name, values]) => [name, middleOf(values)] as const);
  return Object.fromEntries(entries) as Record<Name, Interval>;
}

/** The middle 95 % of some values. */
export function middleOf(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}
