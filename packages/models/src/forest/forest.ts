/**
 * A tree ensemble in flat arrays. A node is a number from 0; a child below 0 is a leaf, `~child` its number. The arrays
 * are what evaluation walks and what the exact explanation needs: how many training rows came by each node and leaf.
 */
export interface Forest {
  /** First node of each tree, or `~leaf` where a tree is a single leaf. */
  readonly roots: Int32Array;
  /** Cell of the row that a node looks at. */
  readonly cell: Int32Array;
  /** Up to it, inclusive, a number goes left. NaN marks a node that asks for categories. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Training rows that came by a node. */
  readonly nodeRows: Float64Array;
  /** Log-odds that a leaf adds. */
  readonly leafValue: Float64Array;
  readonly leafRows: Float64Array;
  /** Categories that go left: bits from word `firstWord[node]` on, `wordCount[node]` words. */
  readonly categories: Uint32Array;
  readonly firstWord: Int32Array;
  readonly wordCount: Int32Array;
  readonly cells: readonly Cell[];
  readonly inputs: number;
  /** Mean margin of the training rows, as the library's explanation counts it. */
  readonly expectedMargin: number;
}

/** How an absent value, and perhaps a zero, of an input is read. One input may be read in several ways by several nodes. */
export type Reading =
  /** Nothing is missing: absent is zero. */
  | 'as_zero'
  /** Absent goes left, or right. */
  | 'absent_left'
  | 'absent_right'
  /** Absent and zero go left, or right. */
  | 'zero_left'
  | 'zero_right'
  /** A category: a whole number from 0; anything else is none, and goes right. */
  | 'category';

/** One value of the row that nodes look at: an input, read in one way. */
export interface Cell {
  readonly input: number;
  readonly reading: Reading;
}

/** The row of a forest, to be filled again and again. */
export const blankRow = ({ cells }: Forest): Float64Array => new Float64Array(cells.length);

/** Where a node sends a row: the next node, or `~leaf`. */
export function step(forest: Forest, node: number, row: Float64Array): number {
  const value = row[forest.cell[node] as number] as number;
  const threshold = forest.threshold[node] as number;
  if (value <= threshold) return forest.left[node] as number;
  if (value > threshold) return forest.right[node] as number;
  return (holdsCategory(forest, node, value) ? forest.left[node] : forest.right[node]) as number;
}

function holdsCategory({ categories, firstWord, wordCount }: Forest, node: number, category: number): boolean {
  if (!(category >= 0) || category >= (wordCount[node] as number) * 32) return false;
  const word = categories[(firstWord[node] as number) + (category >> 5)] as number;
  return ((word >>> (category & 31)) & 1) === 1;
}
