import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flagNames,
  intNames,
  interpreted,
  numberNames,
  randomFacts,
  ruleLists,
  rulesEnvironment,
  signalNames,
  textNames,
} from '../../../test-support/random-facts.ts';
import { checkExpression } from './check-expression.ts';
import { guardDesk } from './guard-desk.ts';

const numeric = fc.constantFrom(...numberNames, ...numberNames, ...signalNames, 'score');
const operator = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
const constant = fc.integer({ min: -60, max: 60 }).map((value) => (value / 4).toFixed(2));
const whole = fc.integer({ min: -9, max: 90_000 }).map(String);
const text = fc.constantFrom('"ana"', '"EUR"', '"PT"');

/** A comparison with a constant, as analysts write them. */
const comparison = fc.oneof(
  fc.tuple(numeric, operator, constant).map((parts) => parts.join(' ')),
  fc.tuple(constant, operator, numeric).map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...intNames), operator, whole).map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...textNames), fc.constantFrom('==', '!='), text).map((parts) => parts.join(' ')),
  fc.constantFrom(...flagNames.flatMap((flag) => [flag, `!${flag}`])),
  fc.constantFrom('account.id in lists.vip', 'keys.device in lists.places'),
);

const row = (operatorOfRow: string, of: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(of, { minLength: 1, maxLength: 4 }).map((parts) => parts.map((part) => `(${part})`).join(operatorOfRow));

const condition = fc.oneof(
  row(' && ', comparison),
  row(' && ', row(' || ', comparison)),
  row(' || ', row(' && ', comparison)),
);

describe('a desk of many conditions', () => {
  it('leaves out only what is false, in their order, and they say what the interpreter says', () => {
    const events = fc.sample(randomFacts, { numRuns: 40, seed: 11 });
    let [asked, leftOut] = [0, 0];
    fc.assert(
      fc.property(fc.array(condition, { minLength: 40, maxLength: 40 }), (texts) => {
        const conditions = texts.map((when) => {
          const checked = checkExpression(when, rulesEnvironment, ruleLists);
          if (!checked.ok) throw new Error(`${when}: ${checked.problem.message}`);
          return { when, ...checked };
        });
        const desk = guardDesk(conditions.map(({ guards }) => guards));
        for (const event of events) {
          const mayHold = desk.mayHold(event);
          expect(mayHold).toEqual([...new Set(mayHold)].toSorted((a, b) => a - b));
          asked += mayHold.length;
          leftOut += conditions.length - mayHold.length;
          for (const [at, { when, holds }] of conditions.entries()) {
            const says = holds(event);
            if (!mayHold.includes(at)) expect(says, when).toBe(false);
            if (at % 8 === 0) expect(says, when).toBe(interpreted(when, event));
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(leftOut, `${asked} asked`).toBeGreaterThan(asked / 4); // Else it would save nothing.
  });
});
