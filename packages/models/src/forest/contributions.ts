import { type Forest, step } from './forest.ts';
import { type Path, extend, unwind, unwoundSum } from './shapley-path.ts';

/**
 * How much each input moved the margin of a row away from the mean: exact Shapley values over the paths of the trees
 * (Lundberg et al., "Consistent individualized feature attribution for tree ensembles", algorithm 2; the library's
 * `pred_contrib`). They sum to margin − `expectedMargin`. Milliseconds for a large model: not for the hot path.
 */
export function contributionsOf(forest: Forest, row: Float64Array): Float64Array {
  const found = new Float64Array(forest.inputs);
  for (const root of forest.roots) {
    if (root >= 0) descend(forest, row, found, { node: root, path: [], zero: 1, one: 1, input: none });
  }
  return found;
}

/** The step that led to a node: shares of rows that come along without and with knowing the input. */
interface Arrival {
  readonly node: number;
  readonly path: Path;
  readonly zero: number;
  readonly one: number;
  readonly input: number;
}

const none = -1;

function descend(forest: Forest, row: Float64Array, found: Float64Array, arrival: Arrival): void {
  const { node, zero, one, input } = arrival;
  const path = extend(arrival.path, { input, zero, one });
  if (node < 0) {
    addLeaf(path, forest.leafValue[~node] as number, found);
    return;
  }
  const split = forest.cells[forest.cell[node] as number]?.input ?? none;
  const earlier = path.findIndex((known, at) => at > 0 && known.input === split);
  const before = path[earlier] ?? { zero: 1, one: 1 };
  const rest = earlier === -1 ? path : unwind(path, earlier);
  const hot = step(forest, node, row);
  for (const child of [forest.left[node] as number, forest.right[node] as number]) {
    const share = rowsOf(forest, child) / (forest.nodeRows[node] as number);
    const isHot = child === hot;
    descend(forest, row, found, {
      node: child,
      path: rest,
      zero: share * before.zero,
      one: isHot ? before.one : 0,
      input: split,
    });
  }
}

function addLeaf(path: Path, value: number, found: Float64Array): void {
  for (let at = 1; at < path.length; at += 1) {
    const { input, zero, one } = path[at] as Path[number];
    found[input] = (found[input] as number) + unwoundSum(path, at) * (one - zero) * value;
  }
}

const rowsOf = ({ nodeRows, leafRows }: Forest, child: number): number =>
  (child < 0 ? leafRows[~child] : nodeRows[child]) as number;
