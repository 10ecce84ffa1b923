import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogisticProblem, logisticFit } from './logistic.ts';

/** One row a case: `[fraud, value of the only signal]`. */
function problemOf(
  cases: readonly (readonly [number, number])[],
  bounds: LogisticProblem['bounds'],
  pull = 0.01,
): LogisticProblem {
  return {
    rows: {
      starts: Uint32Array.from({ length: cases.length + 1 }, (_, row) => row * 2),
      columns: Uint16Array.from(cases.flatMap(() => [0, 1])),
      values: Float64Array.from(cases.flatMap(([, value]) => [1, value])),
    },
    outcomes: Uint8Array.from(cases, ([fraud]) => fraud),
    counts: new Uint8Array(cases.length).fill(1),
    offsets: new Float64Array(cases.length),
    prior: [0, 0],
    pull: [0, pull],
    bounds,
  };
}
const free = [-20, 20] as const;

describe('logisticFit', () => {
  it('finds the log-odds that a table of four cells says', () => {
    const times = (count: number, of: readonly [number, number]) => Array.from({ length: count }, () => of);
    const cases = [...times(10, [1, 0]), ...times(90, [0, 0]), ...times(50, [1, 1]), ...times(50, [0, 1])];
    const [bias = 0, weight = 0] = logisticFit(problemOf(cases, [free, free], 0));
    expect(bias).toBeCloseTo(Math.log(10 / 90), 5);
    expect(bias + weight).toBeCloseTo(0, 5);
  });

  it('stays within its bounds, ends at the least loss along them, and gives the same twice', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 60 }), fc.boolean(), (cases, isTrust) => {
        const problem = problemOf(cases, [free, isTrust ? [-10, 0] : [0, 10]]);
        const found = logisticFit(problem);
        const [, weight = Number.NaN] = found;
        expect(isTrust ? -weight : weight).toBeGreaterThanOrEqual(0);
        expect(logisticFit(problem)).toEqual(found);
      }),
    );
  });

  it('separable cases do not run away: the pull holds them', () => {
    const [, weight = 0] = logisticFit(
      problemOf(
        [
          [0, 0],
          [1, 1],
          [0, 0],
          [1, 1],
        ],
        [free, free],
        1,
      ),
    );
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThan(5);
  });

  it('leaves out what counts nothing', () => {
    const cases: readonly (readonly [number, number])[] = [
      [1, 1],
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ];
    const problem = problemOf([...cases, [0, 1], [0, 1]], [free, free], 0.1);
    problem.counts.set([0, 0], cases.length);
    const fewer = logisticFit(problemOf(cases, [free, free], 0.1));
    logisticFit(problem).forEach((value, at) => expect(value).toBeCloseTo(fewer[at] ?? Number.NaN, 9));
  });
});
