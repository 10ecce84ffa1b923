import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExpression } from './check-expression.ts';
import { guardDesk } from './guard-desk.ts';
import {
  flagNames,
  intNames,
  interpreted,
  numberNames,
  randomFacts,
  ruleLists,
  rulesEnvironment,
  signalNames,
  someText,
  textNames,
} from '../../../test-support/random-facts.ts';

/** Expressions of each type, deeper ones built of shallower ones. */
const { bool: expression } = fc.letrec<{ bool: string; int: string; double: string; text: string }>((tie) => ({
  int: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...intNames),
    fc.integer({ min: -50, max: 50 }).map((value) => `(${value})`),
    fc.tuple(tie('int'), fc.constantFrom('+', '-', '/', '%'), tie('int')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    // Within 2^53: beyond it compiled rules are not evaluable, where the interpreter goes on to 2^63.
    fc.tuple(tie('int'), fc.integer({ min: -50, max: 50 })).map(([a, by]) => `(${a} * (${by}))`),
    fc
      .tuple(fc.constantFrom(...numberNames), fc.constantFrom('+', '*', '/'), tie('int'))
      .map(([name, op, by]) => `int(${name} ${op} ${by})`),
    tie('text').map((a) => `size(${a})`),
  ),
  double: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...numberNames, ...signalNames, 'score'),
    fc.integer({ min: -40, max: 40 }).map((value) => `(${(value / 4).toFixed(2)})`),
    fc
      .tuple(tie('double'), fc.constantFrom('+', '-', '*', '/'), fc.oneof(tie('double'), tie('int')))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('int').map((a) => `double(${a})`),
    fc.tuple(tie('bool'), tie('double'), tie('double')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
  text: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...textNames),
    someText.map((value) => JSON.stringify(value)),
  ),
  bool: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(...flagNames),
    fc
      .tuple(tie('double'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), fc.oneof(tie('double'), tie('int')))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(tie('int'), fc.constantFrom('<', '>', '==', '!='), tie('int')).map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(tie('text'), fc.constantFrom('==', '!='), tie('text')).map(([a, op, b]) => `${a} ${op} ${b}`),
    fc
      .tuple(tie('text'), fc.constantFrom('startsWith', 'endsWith', 'contains'), tie('text'))
      .map(([a, op, b]) => `${a}.${op}(${b})`),
    fc
      .tuple(tie('text'), fc.constantFrom('lists.vip', 'lists.places', '["PT", "ana"]'))
      .map(([a, list]) => `${a} in ${list}`),
    fc
      .tuple(fc.constantFrom('exists', 'all'), tie('bool'))
      .map(([kind, test]) => `lists.vip.${kind}(x, x == "ana" || (${test}))`),
    fc
      .constantFrom(...textNames, ...intNames, ...flagNames)
      .filter((path) => path.split('.').length > 1)
      .map((path) => `has(${path})`),
    fc.tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('bool').map((a) => `!(${a})`),
  ),
}));

describe('a compiled expression', () => {
  it('is not evaluable where a whole number leaves 2^53, though the interpreter could go on', () => {
    const large = 'event.amount.minor * 200000000000 > 5';
    const checked = checkExpression(large, rulesEnvironment, ruleLists);
    const event = fc
      .sample(randomFacts, { numRuns: 50, seed: 3 })
      .find(({ event: { fields } }) => Number(fields['amount.minor']) > 50_000);
    if (!checked.ok || event === undefined) throw new Error('nothing to try');
    expect(interpreted(large, event)).toBe(true);
    expect(checked.holds(event)).toBeUndefined();
  });

  it('says on 100,000 random events what the interpreter says', () => {
    const told = { true: 0, false: 0, undefined: 0 };
    const events = fc.sample(randomFacts, { numRuns: 2_000, seed: 7 });
    fc.assert(
      fc.property(expression, fc.nat(events.length - 100), (text, from) => {
        const checked = checkExpression(text, rulesEnvironment, ruleLists);
        if (!checked.ok && checked.problem.message === 'it divides by zero') return;
        if (!checked.ok) throw new Error(`${text}: ${checked.problem.message}`);
        const desk = guardDesk([checked.guards]);
        for (const event of events.slice(from, from + 100)) {
          const says = checked.holds(event);
          told[`${says}`] += 1;
          const { features: _features, ...short } = event;
          expect(says, `${text} ${JSON.stringify(short)}`).toBe(interpreted(text, event));
          if (desk.mayHold(event).length === 0) expect(says, text).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(...Object.values(told)), JSON.stringify(told)).toBeGreaterThan(5_000);
  });
});
