import type { Forest, Reading } from '../forest/forest.ts';
import { sentenceOf } from '../sentence-of.ts';
import { type SplitNode, leafNode, splitNode } from './lightgbm-dump.ts';
import { type ForestDraft, draftForest } from './forest-draft.ts';

/** What the trees of a dump may be. */
export interface ForestBounds {
  /** Inputs that nodes may name. */
  readonly inputs: number;
  /** Nodes and leaves of all trees. */
  readonly nodes: number;
  readonly depth: number;
  /** Factor from the library's margin to log-odds. */
  readonly sigmoid: number;
}

type Grown = { readonly ok: true; readonly forest: Forest } | { readonly ok: false; readonly problem: string };

/** A place in a dump that has not been looked at. */
interface Todo {
  readonly value: unknown;
  readonly depth: number;
  /** Tells the parent, or the list of roots, the number of what stands here. */
  place(number: number): void;
}

/** Turns nested nodes into flat arrays. No recursion, so that depth is a matter of bounds and not of the stack. */
export function growForest(trees: readonly unknown[], bounds: ForestBounds): Grown {
  const draft = draftForest();
  let nodes = 0;
  for (const [tree, root] of trees.entries()) {
    const todo: Todo[] = [{ value: root, depth: 0, place: (number) => draft.roots.push(number) }];
    const refuse = (what: string): Grown => ({ ok: false, problem: `tree ${tree} is refused: ${what}` });
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      nodes += 1;
      if (nodes > bounds.nodes) return { ok: false, problem: `it has more than ${bounds.nodes} nodes and leaves` };
      if (next.depth > bounds.depth) return refuse(`it is deeper than ${bounds.depth}`);
      const problem = isLeaf(next.value) ? addLeaf(next, draft, bounds) : addNode(next, draft, bounds, todo);
      if (problem !== undefined) return refuse(problem);
    }
  }
  return { ok: true, forest: draft.forest(bounds.inputs) };
}

const isLeaf = (value: unknown): boolean => typeof value === 'object' && value !== null && 'leaf_value' in value;

function addLeaf({ value, depth, place }: Todo, draft: ForestDraft, { sigmoid }: ForestBounds): string | undefined {
  const leaf = leafNode.safeParse(value);
  if (!leaf.success) return `a leaf at depth ${depth} has ${sentenceOf(leaf.error)}`;
  const { leaf_value: margin, leaf_count: rows } = leaf.data;
  if (rows === undefined && depth > 0) return `a leaf at depth ${depth} does not say its leaf_count`;
  place(~draft.addLeaf(margin * sigmoid, rows ?? 1));
  return undefined;
}

function addNode(here: Todo, draft: ForestDraft, { inputs }: ForestBounds, todo: Todo[]): string | undefined {
  const { value, depth, place } = here;
  const parsed = splitNode.safeParse(value);
  if (!parsed.success) return `a node at depth ${depth} has ${sentenceOf(parsed.error)}`;
  const split = parsed.data;
  if (split.split_feature >= inputs) {
    return `a node at depth ${depth} asks for feature ${split.split_feature}, and there are ${inputs}`;
  }
  const isCategorical = split.decision_type === '==';
  if (isCategorical !== (typeof split.threshold === 'string')) {
    return `a node at depth ${depth} has ${split.decision_type} with a threshold of another kind`;
  }
  const node = draft.addNode({
    cell: { input: split.split_feature, reading: readingOf(split) },
    threshold: typeof split.threshold === 'number' ? split.threshold : categoriesOf(split.threshold),
    rows: split.internal_count,
  });
  place(node);
  todo.push({ value: split.right_child, depth: depth + 1, place: (child) => (draft.right[node] = child) });
  todo.push({ value: split.left_child, depth: depth + 1, place: (child) => (draft.left[node] = child) });
  return undefined;
}

const categoriesOf = (threshold: string): number[] => threshold.split('||').map(Number);

function readingOf({ decision_type: decision, missing_type: missing, default_left: isLeft }: SplitNode): Reading {
  if (decision === '==') return 'category';
  if (missing === 'None') return 'as_zero';
  if (missing === 'Zero') return isLeft ? 'zero_left' : 'zero_right';
  return isLeft ? 'absent_left' : 'absent_right';
}
