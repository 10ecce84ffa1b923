import { type Forest, step } from './forest.ts';

/** The sum of the leaves that a row reaches: log-odds of fraud among what the model was trained on. */
export function marginOf(forest: Forest, row: Float64Array): number {
  const { roots, cell, threshold, left, right, leafValue } = forest;
  let margin = 0;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let node = roots[tree] as number;
    while (node >= 0) {
      // As `step` does it; written out, because this line is most of what a model costs.
      const value = row[cell[node] as number] as number;
      const limit = threshold[node] as number;
      node = (value <= limit ? left[node] : value > limit ? right[node] : step(forest, node, row)) as number;
    }
    margin += leafValue[~node] as number;
  }
  return margin;
}
