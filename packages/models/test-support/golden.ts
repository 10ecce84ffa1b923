import { readFileSync, readdirSync } from 'node:fs';
import { type Model, blankRow, contributionsOf, fillRow, marginOf, readModel, wrapDump } from '../src/index.ts';

/** A model as the library dumped it, rows, and what the library itself made of them (infra/training/golden.py). */
export interface Golden {
  readonly dump: object;
  readonly rows: readonly (readonly (number | string | null)[])[];
  readonly margins: readonly number[];
  readonly probabilities: readonly number[];
  /** Per row: one for each input, and the mean. */
  readonly contributions: readonly (readonly number[])[];
}

/** All cases of a folder, by the name of their file. */
export const goldenCases = (folder: URL): readonly (readonly [string, Golden])[] =>
  readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden]);

/** The largest difference between the library and us on a case: of predictions, and of explanations. */
export function differences(file: string, golden: Golden): { readonly predicted: number; readonly explained: number } {
  const model = modelOf(golden);
  const { forest } = model;
  let [predicted, explained] = [0, 0];
  golden.rows.forEach((values, at) => {
    const row = rowOf(model, values);
    const margin = marginOf(forest, row);
    const ours = [...contributionsOf(forest, row), forest.expectedMargin];
    const theirs = golden.contributions[at]?.map((one) => one * steepness(file)) ?? [];
    const far = (one: number, other: number | undefined): number => Math.abs(one - (other ?? Number.POSITIVE_INFINITY));
    predicted = Math.max(predicted, far(margin, steepness(file) * (golden.margins[at] ?? Number.NaN)));
    predicted = Math.max(predicted, far(1 / (1 + Math.exp(-margin)), golden.probabilities[at]));
    explained = Math.max(explained, ...ours.map((one, input) => far(one, theirs[input])));
    if (ours.length !== theirs.length || Number.isNaN(predicted)) explained = Number.POSITIVE_INFINITY;
  });
  return { predicted, explained };
}

/** A steep model's margin is told in log-odds: sigmoid times the library's. */
const steepness = (file: string): number => (file.startsWith('steep') ? 2 : 1);

function modelOf({ dump }: Golden): Model {
  const wrapped = wrapDump(JSON.stringify(dump), { name: 'golden', eventTypes: ['login.succeeded'], baseLogOdds: -1 });
  const read = wrapped.ok ? readModel(wrapped.text) : wrapped;
  if (!read.ok) throw new Error(read.problem);
  return read.model;
}

function rowOf({ inputs, forest }: Model, values: Golden['rows'][number]): Float64Array {
  const row = blankRow(forest);
  const numbers = values.map((value, at) =>
    typeof value === 'string' ? inputs[at]?.words?.get(value) : (value ?? undefined),
  );
  fillRow(
    forest,
    Float64Array.from(numbers, (number) => number ?? Number.NaN),
    row,
  );
  return row;
}
