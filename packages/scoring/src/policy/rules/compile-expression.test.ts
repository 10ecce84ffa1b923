import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reason } from '@countersign/events';
import { features as registered, signals } from '../../detectors/registry.ts';
import { FeatureWriter, blankFeatures } from '../../features/features.ts';
import { checkExpression } from './check-expression.ts';
import { eventFields } from './event-facts.ts';
import { guardDesk } from './guard-desk.ts';
import { ruleEnvironment } from './rule-environment.ts';
import type { RuleFacts, ValueList } from './rule-facts.ts';
import { contextOf } from './rule-names.ts';

const lists: ReadonlyMap<string, ValueList> = new Map([
  [
    'vip',
    new Map([
      ['ana', Number.POSITIVE_INFINITY],
      ['ben', 1_000],
    ]),
  ],
  [
    'places',
    new Map([
      ['PT', Number.POSITIVE_INFINITY],
      ['NG', 5_000],
    ]),
  ],
]);
const environment = ruleEnvironment([...lists.keys()]);

const numbers = registered.filter(({ kind }) => kind === 'number').slice(0, 8);
const flags = registered.filter(({ kind }) => kind === 'flag').slice(0, 4);
const words = registered.filter(({ kind }) => kind === 'word').slice(0, 3);
const codes = signals.slice(0, 5).map(({ code }) => code);
const ints = Object.entries(eventFields)
  .filter(([, { type }]) => type === 'int')
  .map(([name]) => `event.${name}`);
const texts = [
  'event.type',
  'event.amount.currency',
  'event.channel',
  'account.id',
  'keys.device',
  ...words.map(({ name }) => `features.${name}`),
];
const someText = fc.constantFrom('ana', 'ben', 'PT', 'NG', 'EUR', 'web', '');

/** Expressions of each type, deeper ones built of shallower ones. */
const { bool: expression } = fc.letrec<{ bool: string; int: string; double: string; text: string }>((tie) => ({
  int: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...ints),
    fc.integer({ min: -50, max: 50 }).map((value) => `(${value})`),
    fc.tuple(tie('int'), fc.constantFrom('+', '-', '/', '%'), tie('int')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    // Within 2^53: beyond it compiled rules are not evaluable, where the interpreter goes on to 2^63.
    fc.tuple(tie('int'), fc.integer({ min: -50, max: 50 })).map(([a, by]) => `(${a} * (${by}))`),
    fc
      .tuple(fc.constantFrom(...numbers.map(({ name }) => name)), fc.constantFrom('+', '*', '/'), tie('int'))
      .map(([name, op, by]) => `int(features.${name} ${op} ${by})`),
    tie('text').map((a) => `size(${a})`),
  ),
  double: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      ...numbers.map(({ name }) => `features.${name}`),
      ...codes.map((code) => `signals.${code}`),
      'score',
    ),
    fc.integer({ min: -40, max: 40 }).map((value) => `(${(value / 4).toFixed(2)})`),
    fc
      .tuple(tie('double'), fc.constantFrom('+', '-', '*', '/'), fc.oneof(tie('double'), tie('int')))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('int').map((a) => `double(${a})`),
    fc.tuple(tie('bool'), tie('double'), tie('double')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
  text: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...texts),
    someText.map((value) => JSON.stringify(value)),
  ),
  bool: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(...flags.map(({ name }) => `features.${name}`)),
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
      .constantFrom(...texts, ...ints, ...flags.map(({ name }) => `features.${name}`))
      .filter((path) => path.split('.').length > 1)
      .map((path) => `has(${path})`),
    fc.tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('bool').map((a) => `!(${a})`),
  ),
}));

const facts: fc.Arbitrary<RuleFacts> = fc
  .record({
    numbers: fc.array(fc.option(fc.integer({ min: -100, max: 100 })), {
      minLength: numbers.length,
      maxLength: numbers.length,
    }),
    flags: fc.array(fc.option(fc.boolean()), { minLength: flags.length, maxLength: flags.length }),
    words: fc.array(fc.option(someText), { minLength: words.length, maxLength: words.length }),
    points: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: codes.length, maxLength: codes.length }),
    minor: fc.option(fc.integer({ min: -5, max: 90_000 })),
    currency: fc.option(someText),
    device: fc.option(someText),
    score: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 100 })),
    logTimeMs: fc.constantFrom(500, 1_000, 3_000, 9_000),
  })
  .map((drawn) => {
    const features = new FeatureWriter(blankFeatures(registered.length));
    numbers.forEach(
      ({ slot }, at) => drawn.numbers[at] !== null && features.number(slot, (drawn.numbers[at] ?? 0) / 4),
    );
    flags.forEach(({ slot }, at) => drawn.flags[at] !== null && features.flag(slot, drawn.flags[at] === true));
    words.forEach(({ slot }, at) => drawn.words[at] !== null && features.word(slot, drawn.words[at] ?? ''));
    const reasons: Reason[] = codes.flatMap((code, at) =>
      drawn.points[at] === 0 ? [] : [{ code, points: drawn.points[at] ?? 0 }],
    );
    const fields = {
      ...(drawn.minor === null ? {} : { 'amount.minor': drawn.minor }),
      ...(drawn.currency === null ? {} : { 'amount.currency': drawn.currency }),
    };
    const keys = drawn.device === null ? {} : { device: drawn.device };
    const event = { type: 'purchase.requested' as const, accountId: 'ana', keys, logTimeMs: drawn.logTimeMs, fields };
    return { event, features, reasons, score: drawn.score };
  });

/** What the library's own interpreter says: true, false, or undefined where it fails. */
function interpreted(text: string, given: RuleFacts): boolean | undefined {
  try {
    return environment.evaluate(text, contextOf(given, lists));
  } catch {
    return undefined;
  }
}

describe('a compiled expression', () => {
  it('is not evaluable where a whole number leaves 2^53, though the interpreter could go on', () => {
    const large = 'event.amount.minor * 200000000000 > 5';
    const checked = checkExpression(large, environment, lists);
    const event = fc
      .sample(facts, { numRuns: 50, seed: 3 })
      .find(({ event: { fields } }) => Number(fields['amount.minor']) > 50_000);
    if (!checked.ok || event === undefined) throw new Error('nothing to try');
    expect(interpreted(large, event)).toBe(true);
    expect(checked.holds(event)).toBeUndefined();
  });

  it('says on 100,000 random events what the interpreter says', () => {
    const told = { true: 0, false: 0, undefined: 0 };
    const events = fc.sample(facts, { numRuns: 2_000, seed: 7 });
    fc.assert(
      fc.property(expression, fc.nat(events.length - 100), (text, from) => {
        const checked = checkExpression(text, environment, lists);
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
