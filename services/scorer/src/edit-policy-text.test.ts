import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type PolicyChange, withPolicyValues } from './edit-policy-text.ts';
import { shippedPolicyFile } from './load-policy.ts';
import { readPolicyText } from './policy-text.ts';

const shipped = readFileSync(shippedPolicyFile, 'utf8');
const set = (path: string, value: number): PolicyChange => ({ path: path.split('/'), value });

describe('withPolicyValues', () => {
  it.each([
    ['a number that is there', 'a: 1 # why\nb: 2\n', 'a', 'a: 5 # why\nb: 2\n'],
    ['one within', 'a:\n  b: 1 # why\n  c: 2\n', 'a/b', 'a:\n  b: 5 # why\n  c: 2\n'],
    ['a new one behind a comment', 'a:\n  b: 1 # why\n\nc: 2\n', 'a/x', 'a:\n  b: 1 # why\n  x: 5\n\nc: 2\n'],
    ['a new one in one line', 'a: { b: 1, c: 2 }\n', 'a/x', 'a: { b: 1, c: 2, x: 5 }\n'],
    ['a new one in braces of many lines', 'a:\n  {\n    b: 1,\n  }\n', 'a/x', 'a:\n  {\n    b: 1,\n    x: 5,\n  }\n'],
    ['a new one in empty braces', 'a: {}\n', 'a/x', 'a: { x: 5 }\n'],
    ['a new map', 'a:\n  b: 1\n', 'a/m/x', 'a:\n  b: 1\n  m: { x: 5 }\n'],
    ['at the very end', 'a:\n  b: 1', 'a/x', 'a:\n  b: 1\n  x: 5'],
  ])('sets %s and nothing else', (_, before, path, after) => {
    expect(withPolicyValues(before, [set(path, 5)])).toBe(after);
  });

  it('leaves every line of the shipped policy that it does not change as it is', () => {
    const bias = set('eventTypes/purchase.requested/bias', -5.55);
    const withOneMore = `${shipped.trimEnd()}\n# the last line\n`;
    const edited = withPolicyValues(withOneMore, [set('version', 7), bias]);
    const [before, after] = [withOneMore.split('\n'), edited.split('\n')];
    expect(after).toHaveLength(before.length);
    expect(after.filter((line, at) => line !== before[at])).toEqual([
      expect.stringMatching(/^version: 7\b/),
      expect.stringMatching(/^ {4}bias: -5\.55\b/),
    ]);
  });

  it('sets any weights of the shipped policy so that they are read back', () => {
    const weights = Object.keys((parse(shipped) as { weights: object }).weights);
    const change = fc.record({ code: fc.constantFrom(...weights), points: fc.integer({ min: 0, max: 2000 }) });
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: ({ code }) => code, minLength: 1, maxLength: 6 }), (list) => {
        const at = (code: string): string => `eventTypes/login.succeeded/weights/${code}`;
        const edited = withPolicyValues(
          shipped,
          list.map(({ code, points }) => set(at(code), points / 100)),
        );
        const document = parse(edited) as { eventTypes: Record<string, { weights: Record<string, number> }> };
        for (const { code, points } of list) {
          expect(document.eventTypes['login.succeeded']?.weights[code]).toBe(points / 100);
        }
      }),
      { numRuns: 20 },
    );
    expect(readPolicyText(withPolicyValues(shipped, [set('version', 7)]))).toMatchObject({ policy: { version: 7 } });
  });

  it('refuses to change what several places share', () => {
    expect(() => withPolicyValues(shipped, [set('eventTypes/login.failed/bias', -1)])).toThrow(
      'eventTypes.login.failed is written as *observed in the policy; write it out',
    );
  });
});
