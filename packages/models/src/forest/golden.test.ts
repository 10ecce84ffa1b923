import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readModel, wrapDump } from '../read-model.ts';
import { contributionsOf } from './contributions.ts';
import { fillRow } from './fill-row.ts';
import { blankRow } from './forest.ts';
import { marginOf } from './margin.ts';
import type { Model } from '../model.ts';

/** A model as the library dumped it, rows, and what the library itself made of them (infra/training/golden.py). */
interface Golden {
  readonly dump: object;
  readonly rows: readonly (readonly (number | string | null)[])[];
  readonly margins: readonly number[];
  readonly probabilities: readonly number[];
  /** Per row: one for each input, and the mean. */
  readonly contributions: readonly (readonly number[])[];
}

const folder = new URL('../../golden/', import.meta.url);
const cases = readdirSync(folder).map((file): [string, Golden] => [
  file,
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden,
]);

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

/** A steep model's margin is told in log-odds: sigmoid times the library's. */
const steepness = (file: string): number => (file.startsWith('steep') ? 2 : 1);

describe.each(cases)('the library on %s', (file, golden) => {
  const model = modelOf(golden);

  it('predicts what we predict, to 1e-6', () => {
    golden.rows.forEach((values, at) => {
      const margin = marginOf(model.forest, rowOf(model, values));
      expect(Math.abs(margin - steepness(file) * golden.margins[at]!)).toBeLessThan(1e-6);
      expect(Math.abs(1 / (1 + Math.exp(-margin)) - golden.probabilities[at]!)).toBeLessThan(1e-6);
    });
  });

  it('explains as we explain, to 1e-6: every input of every row, and the mean', () => {
    golden.rows.forEach((values, at) => {
      const theirs = golden.contributions[at]!.map((one) => one * steepness(file));
      const ours = [...contributionsOf(model.forest, rowOf(model, values)), model.forest.expectedMargin];
      expect(ours).toHaveLength(theirs.length);
      ours.forEach((one, input) => expect(Math.abs(one - theirs[input]!)).toBeLessThan(1e-6));
    });
  });
});

describe('the golden models', () => {
  it('hold every kind of split that the library makes', () => {
    const texts = cases.map(([, { dump }]) => JSON.stringify(dump)).join('\n');
    for (const kind of ['"missing_type":"None"', '"missing_type":"Zero"', '"missing_type":"NaN"', '||']) {
      expect(texts).toContain(kind);
    }
    for (const side of ['true', 'false']) expect(texts).toContain(`"default_left":${side}`);
  });

  it('hold rows with what is absent, zero, next to zero, negative, vast and never seen', () => {
    const values = new Set(cases[0]?.[1].rows.flat());
    for (const value of [null, 0, 1e-36, -1, 1e12, 'nowhere']) expect(values).toContain(value);
  });
});
