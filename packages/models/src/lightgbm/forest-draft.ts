import type { Cell, Forest } from '../forest/forest.ts';

/** A forest while it grows; numbers of nodes and leaves are those of the finished one. */
export interface ForestDraft {
  readonly roots: number[];
  readonly left: number[];
  readonly right: number[];
  /** A node; `threshold` is a number, or the categories that go left. */
  addNode(node: { readonly cell: Cell; readonly threshold: number | readonly number[]; readonly rows: number }): number;
  addLeaf(value: number, rows: number): number;
  forest(inputs: number): Forest;
}

/** An empty forest to add to. */
export function draftForest(): ForestDraft {
  const roots: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const nodes: { readonly cell: number; readonly threshold: number; readonly rows: number }[] = [];
  const sets: { readonly first: number; readonly count: number }[] = [];
  const leaves: { readonly value: number; readonly rows: number }[] = [];
  const words: number[] = [];
  const cells = new Map<string, Cell>();
  const cellNumbers = new Map<string, number>();

  const cellOf = (cell: Cell): number => {
    const key = `${cell.input} ${cell.reading}`;
    const number = cellNumbers.get(key) ?? cells.size;
    cellNumbers.set(key, number);
    cells.set(key, cell);
    return number;
  };
  const setOf = (categories: readonly number[]): { first: number; count: number } => {
    const bits = bitsOf(categories);
    words.push(...bits);
    return { first: words.length - bits.length, count: bits.length };
  };

  return {
    roots,
    left,
    right,
    addNode({ cell, threshold, rows }) {
      const isNumber = typeof threshold === 'number';
      sets.push(isNumber ? { first: 0, count: 0 } : setOf(threshold));
      left.push(0);
      right.push(0);
      return nodes.push({ cell: cellOf(cell), threshold: isNumber ? threshold : Number.NaN, rows }) - 1;
    },
    addLeaf: (value, rows) => leaves.push({ value, rows }) - 1,
    forest(inputs) {
      const grown = {
        roots: Int32Array.from(roots),
        cell: Int32Array.from(nodes, (node) => node.cell),
        threshold: Float64Array.from(nodes, (node) => node.threshold),
        left: Int32Array.from(left),
        right: Int32Array.from(right),
        nodeRows: Float64Array.from(nodes, (node) => node.rows),
        leafValue: Float64Array.from(leaves, (leaf) => leaf.value),
        leafRows: Float64Array.from(leaves, (leaf) => leaf.rows),
        categories: Uint32Array.from(words),
        firstWord: Int32Array.from(sets, (set) => set.first),
        wordCount: Int32Array.from(sets, (set) => set.count),
        cells: [...cells.values()],
        inputs,
      };
      return { ...grown, expectedMargin: expectedMarginOf(grown) };
    },
  };
}

function bitsOf(categories: readonly number[]): number[] {
  const bits = new Array<number>((categories.reduce((most, one) => Math.max(most, one), 0) >> 5) + 1).fill(0);
  for (const category of categories) bits[category >> 5] = ((bits[category >> 5] ?? 0) | (1 << (category & 31))) >>> 0;
  return bits;
}

/** Mean of the leaves of each tree over its training rows, summed: what the library's explanation starts from. */
function expectedMarginOf({
  roots,
  left,
  right,
  nodeRows,
  leafRows,
  leafValue,
}: Omit<Forest, 'expectedMargin'>): number {
  let expected = 0;
  for (const root of roots) {
    const all = root < 0 ? (leafRows[~root] as number) : (nodeRows[root] as number);
    const todo = [root];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (node < 0) expected += ((leafRows[~node] as number) * (leafValue[~node] as number)) / all;
      else todo.push(left[node] as number, right[node] as number);
    }
  }
  return expected;
}
