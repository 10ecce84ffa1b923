import { describe, expect, it } from 'vitest';
import { differences, goldenCases } from '../../test-support/golden.ts';

const cases = goldenCases(new URL('../../golden/', import.meta.url));

describe.each(cases)('the library on %s', (file, golden) => {
  it('predicts and explains as we do, to 1e-6: every input of every row, and the mean', () => {
    const { predicted, explained } = differences(file, golden);
    expect(predicted).toBeLessThan(1e-6);
    expect(explained).toBeLessThan(1e-6);
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
