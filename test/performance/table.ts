/** Median of a figure's rounds, and its range. */
export interface Measured {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Puts rounds together, rounded to whole numbers. */
export function measured(rounds: readonly number[]): Measured {
  const sorted = rounds.toSorted((a, b) => a - b).map(Math.round);
  const at = (index: number): number => sorted.at(index) ?? Number.NaN;
  return { median: at(Math.floor(sorted.length / 2)), least: at(0), most: at(-1) };
}

/** One line per figure, events per second. */
export function table(rows: readonly (readonly [string, Measured])[]): string {
  const number = (value: number): string => value.toLocaleString('en-US').padStart(9);
  return rows
    .map(([name, m]) => `${name.padEnd(52)}${number(m.median)} events/s (${number(m.least)} –${number(m.most)})`)
    .join('\n');
}
