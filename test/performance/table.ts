/** Median of a figure's rounds, and its range. */
export interface Measured {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Puts rounds together, rounded to whole numbers. */
export function measured(rounds: readonly number[]): Measured {
  const [median, least, most] = [0.5, 0, 1].map((share) => Math.round(quantile(rounds, share)));
  return { median: median ?? Number.NaN, least: least ?? Number.NaN, most: most ?? Number.NaN };
}

/** The value that so much of the others (0..1) do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A line of the table. */
export function row(name: string, { median, least, most }: Measured, unit: string): string {
  const number = (value: number): string => value.toLocaleString('en-US').padStart(9);
  return `${`  ${name}`.padEnd(52)}${number(median)} ${unit} (${number(least)} –${number(most)})`;
}
