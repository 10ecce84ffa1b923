import fc from 'fast-check';
import { expect, it } from 'vitest';
import { growForest } from '../lightgbm/grow-forest.ts';
import { contributionsOf } from './contributions.ts';
import { fillRow } from './fill-row.ts';
import { type Forest, blankRow } from './forest.ts';
import { marginOf } from './margin.ts';

/** A node as LightGBM dumps it. */
type Node = Split | { readonly leaf_value: number; readonly leaf_count: number };
interface Split {
  readonly split_feature: number;
  readonly decision_type: '<=' | '==';
  readonly threshold: number | string;
  readonly default_left: boolean;
  readonly missing_type: 'None' | 'Zero' | 'NaN';
  readonly internal_count: number;
  readonly left_child: Node;
  readonly right_child: Node;
}

const inputs = 4;
/** Few different values, so that rows meet thresholds, and categories meet lists. */
const value = fc.constantFrom(Number.NaN, -2, -0.5, 0, 1e-36, 0.5, 1, 2, 3, 33, 70, 1e9);
const rows = fc.array(value, { minLength: inputs, maxLength: inputs });

const countOf = (node: Node): number => ('leaf_count' in node ? node.leaf_count : node.internal_count);
const { tree } = fc.letrec<{ tree: Node; leaf: Node; split: Node }>((tie) => ({
  tree: fc.oneof({ maxDepth: 6, depthSize: 'large' }, tie('leaf'), tie('split')),
  leaf: fc.record({
    leaf_value: fc.double({ min: -3, max: 3, noNaN: true }),
    leaf_count: fc.integer({ min: 1, max: 500 }),
  }),
  split: fc
    .record({
      split_feature: fc.nat(inputs - 1),
      threshold: fc.oneof(
        fc.constantFrom(-1, 0, 0.5, 2, 50),
        fc.uniqueArray(fc.constantFrom(0, 1, 2, 33, 70), { minLength: 1 }).map((set) => set.join('||')),
      ),
      default_left: fc.boolean(),
      missing_type: fc.constantFrom('None', 'Zero', 'NaN'),
      left_child: tie('tree'),
      right_child: tie('tree'),
    })
    .map((split) => ({
      ...split,
      decision_type: typeof split.threshold === 'string' ? '==' : '<=',
      internal_count: countOf(split.left_child) + countOf(split.right_child),
    })),
}));

/** LightGBM's own words for where a node sends a row (`Tree::NumericalDecision`, `Tree::CategoricalDecision`). */
function goesLeft(node: Split, row: readonly number[]): boolean {
  const found = row[node.split_feature]!;
  if (typeof node.threshold === 'string') {
    if (Number.isNaN(found) || found < 0) return false;
    return node.threshold.split('||').map(Number).includes(Math.trunc(found));
  }
  const read = Number.isNaN(found) && node.missing_type !== 'NaN' ? 0 : found;
  const isZero = Math.abs(read) <= 1e-35;
  const isMissing = node.missing_type === 'Zero' ? isZero : node.missing_type === 'NaN' && Number.isNaN(read);
  return isMissing ? node.default_left : read <= node.threshold;
}

const leafOf = (node: Node, row: readonly number[]): number =>
  'leaf_count' in node ? node.leaf_value : leafOf(goesLeft(node, row) ? node.left_child : node.right_child, row);

function grown(trees: readonly Node[]): Forest {
  const result = growForest(trees, { inputs, nodes: 100_000, depth: 64, sigmoid: 1 });
  if (!result.ok) throw new Error(result.problem);
  return result.forest;
}
function rowOf(forest: Forest, values: readonly number[]): Float64Array {
  const row = blankRow(forest);
  fillRow(forest, Float64Array.from(values), row);
  return row;
}

/** Shapley's own formula over all orders of inputs: the mean of a tree where only some inputs are known. */
function shapley(node: Node, row: readonly number[], input: number): number {
  const others = [...Array(inputs).keys()].filter((one) => one !== input);
  let sum = 0;
  for (let mask = 0; mask < 1 << others.length; mask += 1) {
    const known = others.filter((_, at) => (mask >> at) & 1);
    const weight = (factorial(known.length) * factorial(inputs - known.length - 1)) / factorial(inputs);
    sum += weight * (meanOf(node, row, [...known, input]) - meanOf(node, row, known));
  }
  return sum;
}
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
function meanOf(node: Node, row: readonly number[], known: readonly number[]): number {
  if ('leaf_count' in node) return node.leaf_value;
  const { left_child: left, right_child: right } = node;
  if (known.includes(node.split_feature)) return meanOf(goesLeft(node, row) ? left : right, row, known);
  const mean = (child: Node): number => countOf(child) * meanOf(child, row, known);
  return (mean(left) + mean(right)) / (countOf(left) + countOf(right));
}

it('flat trees send every row where nested ones do', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), rows, (trees, row) => {
      const forest = grown(trees);
      const margin = trees.reduce((sum, one) => sum + leafOf(one, row), 0);
      expect(marginOf(forest, rowOf(forest, row))).toBeCloseTo(margin, 9);
    }),
    { numRuns: 2_000 },
  );
});

it('contributions are the values of Shapley’s own formula, and add up', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), rows, (trees, values) => {
      const forest = grown(trees);
      const row = rowOf(forest, values);
      const found = contributionsOf(forest, row);
      found.forEach((one, input) => {
        expect(one).toBeCloseTo(
          trees.reduce((sum, root) => sum + shapley(root, values, input), 0),
          9,
        );
      });
      const sum = found.reduce((all, one) => all + one, forest.expectedMargin);
      expect(sum).toBeCloseTo(marginOf(forest, row), 9);
    }),
    { numRuns: 500 },
  );
});
