import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { growForest } from './lightgbm/grow-forest.ts';
import { limits } from './model-document.ts';
import { isBareDump, readModel, wrapDump } from './read-model.ts';

interface Node {
  [key: string]: unknown;
}
interface Dump extends Node {
  tree_info: { tree_structure: Node }[];
  feature_names: string[];
}

const text = readFileSync(new URL('../golden/absent-is-missing.golden.json', import.meta.url), 'utf8');
const dumpOf = (): Dump => (JSON.parse(text) as { dump: Dump }).dump;
const naming = { name: 'cards', eventTypes: ['purchase.requested'], baseLogOdds: undefined };

/** The problem of the golden dump after a change; undefined when there is none. */
function problemAfter(change: (dump: Dump) => void): string | undefined {
  const dump = dumpOf();
  change(dump);
  const wrapped = wrapDump(JSON.stringify(dump), naming);
  return wrapped.ok ? undefined : wrapped.problem;
}
const rootOf = (dump: Dump): Node => dump.tree_info[0]!.tree_structure;

describe('a bare dump', () => {
  it('becomes a model file that tells the words of its categories and the log-odds that training began from', () => {
    const wrapped = wrapDump(JSON.stringify(dumpOf()), naming);
    const read = wrapped.ok ? readModel(wrapped.text) : wrapped;
    if (!read.ok) throw new Error(read.problem);
    expect(isBareDump(JSON.stringify(dumpOf()))).toBe(true);
    expect(wrapped.ok && isBareDump(wrapped.text)).toBe(false);
    expect(read.model).toMatchObject({ name: 'cards', eventTypes: ['purchase.requested'], training: {} });
    expect(read.model.baseLogOdds).toBeCloseTo(Number(rootOf(dumpOf())['internal_value']), 9);
    expect(read.model.inputs.map(({ name, words }) => [name, words?.size])).toEqual([
      ['spendZ', undefined],
      ['amount', undefined],
      ['purchases1h', undefined],
      ['country', 40],
      ['deviceKnown', undefined],
    ]);
  });
});

describe('a bad model is answered with one sentence', () => {
  it.each<[string, (dump: Dump) => void, string | RegExp]>([
    [
      'another objective',
      (dump) => (dump['objective'] = 'regression'),
      'the LightGBM dump is refused at objective: allowed is binary: only that gives log-odds',
    ],
    ['many classes', (dump) => (dump['num_class'] = 3), /^the LightGBM dump is refused at num_class: /],
    ['averaged trees', (dump) => (dump['average_output'] = true), /random forests average their trees/],
    ['another version', (dump) => (dump['version'] = 'v9'), /^the LightGBM dump is refused at version: /],
    ['no trees', (dump) => (dump.tree_info = []), /^the LightGBM dump is refused at tree_info: /],
    [
      'too many trees',
      (dump) => (dump.tree_info = Array.from({ length: limits.trees + 1 }, () => dump.tree_info[0]!)),
      /^the LightGBM dump is refused at tree_info: .*5000/,
    ],
    [
      'a linear leaf',
      (dump) => (dump.tree_info[1]!.tree_structure = { leaf_value: 1, leaf_count: 3, leaf_coeff: [1] }),
      'tree 1 is refused: a leaf at depth 0 has leaf_coeff: linear trees are not supported; train with linear_tree: false',
    ],
    [
      'a threshold of NaN',
      (dump) => (rootOf(dump)['threshold'] = null),
      /^tree 0 is refused: a node at depth 0 has threshold: /,
    ],
    [
      'a threshold that is no list of categories',
      (dump) => (rootOf(dump)['threshold'] = '1|2'),
      /^tree 0 is refused: a node at depth 0 has threshold: /,
    ],
    [
      'a comparison that is not known',
      (dump) => (rootOf(dump)['decision_type'] = '>='),
      /^tree 0 is refused: a node at depth 0 has decision_type: /,
    ],
    [
      'a feature that is not there',
      (dump) => (rootOf(dump)['split_feature'] = 5),
      'tree 0 is refused: a node at depth 0 asks for feature 5, and there are 5',
    ],
    [
      'a missing child',
      (dump) => delete rootOf(dump)['left_child'],
      /^tree 0 is refused: a node at depth 0 has left_child: /,
    ],
    [
      'a leaf without its rows',
      (dump) => (rootOf(dump)['left_child'] = { leaf_value: 1 }),
      'tree 0 is refused: a leaf at depth 1 does not say its leaf_count',
    ],
  ])('%s', (_, change, problem) => {
    expect(problemAfter(change)).toMatch(problem);
  });

  it('a million nodes', () => {
    const full = (depth: number): Node =>
      depth === 0
        ? { leaf_value: 0, leaf_count: 1 }
        : { ...rootOf(dumpOf()), left_child: full(depth - 1), right_child: full(depth - 1) };
    const tree = full(9);
    const trees = Array.from({ length: 1_000 }, () => tree);
    expect(growForest(trees, { ...limits, inputs: 5, sigmoid: 1 })).toEqual({
      ok: false,
      problem: 'it has more than 300000 nodes and leaves',
    });
  });

  it('a tree deeper than any stack', () => {
    const depth = 100_000;
    const open = '{"tree_structure":'.concat(
      '{"split_feature":0,"decision_type":"<=","threshold":1,"default_left":true,"missing_type":"None","internal_count":2,"right_child":{"leaf_value":1,"leaf_count":1},"left_child":'.repeat(
        depth,
      ),
    );
    const trees = `"tree_info":[${open}{"leaf_value":1,"leaf_count":1}${'}'.repeat(depth)}}]`;
    const { tree_info: _, ...head } = dumpOf();
    const wrapped = wrapDump(`${JSON.stringify(head).slice(0, -1)},${trees}}`, naming);
    expect(wrapped).toEqual({ ok: false, problem: 'tree 0 is refused: it is deeper than 64' });
  });

  it('a truncated file, NaN, no JSON, another JSON, too many bytes', () => {
    const problemOf = (model: string): string => {
      const read = readModel(model);
      return read.ok ? '' : read.problem;
    };
    expect(problemOf('{"format":"countersign-model/1","lightgbm":{"tree_in')).toBe(
      'it is cut off: the JSON does not end after 52 characters',
    );
    expect(problemOf('{"threshold": 1.5')).toBe('it is cut off: the JSON does not end after 17 characters');
    expect(problemOf('{"threshold": NaN}')).toBe(
      'it holds NaN, which is no number of JSON; thresholds and values are finite',
    );
    expect(problemOf('tree\nversion=v4\n')).toMatch(/^it is not JSON: /);
    expect(problemOf('[]')).toMatch(/^the model is refused at /);
    expect(problemOf(JSON.stringify({ format: 'countersign-model/2' }))).toMatch(/^the model is refused at format: /);
    expect(problemOf(' '.repeat(limits.bytes + 1))).toBe(
      `it has ${limits.bytes + 1} bytes; at most ${limits.bytes} are allowed`,
    );
  });

  it('words for a feature that the model does not have', () => {
    const wrapped = wrapDump(JSON.stringify(dumpOf()), naming);
    const document = JSON.parse(wrapped.ok ? wrapped.text : '{}') as Node;
    const read = readModel(JSON.stringify({ ...document, words: { hue: ['red'] } }));
    expect(read).toEqual({ ok: false, problem: 'words.hue is no feature of the model' });
  });
});
