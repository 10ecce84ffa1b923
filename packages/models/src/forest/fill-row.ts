import type { Cell, Forest } from './forest.ts';

/**
 * Fills a row from the values of the inputs; NaN is absent. What is missing becomes an infinity here, once, so that the
 * nodes need nothing but a comparison.
 */
export function fillRow(forest: Forest, values: Float64Array, row: Float64Array): void {
  const { cells } = forest;
  for (let at = 0; at < cells.length; at += 1) row[at] = valueOf(cells[at] as Cell, values);
}

/** LightGBM's own least size of a number that is not zero (`kZeroThreshold`). */
const nearZero = Math.fround(1e-35);

function valueOf({ input, reading }: Cell, values: Float64Array): number {
  const value = values[input] as number;
  const isAbsent = Number.isNaN(value);
  switch (reading) {
    case 'as_zero':
      return isAbsent ? 0 : value;
    case 'absent_left':
      return isAbsent ? Number.NEGATIVE_INFINITY : value;
    case 'absent_right':
      return isAbsent ? Number.POSITIVE_INFINITY : value;
    case 'zero_left':
      return isAbsent || Math.abs(value) <= nearZero ? Number.NEGATIVE_INFINITY : value;
    case 'zero_right':
      return isAbsent || Math.abs(value) <= nearZero ? Number.POSITIVE_INFINITY : value;
    case 'category':
      return isAbsent || value < 0 ? -1 : Math.trunc(value);
  }
}
