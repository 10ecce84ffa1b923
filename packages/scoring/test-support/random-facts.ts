import fc from 'fast-check';
import type { Reason } from '@countersign/events';
import { features as registered, signals } from '../src/detectors/registry.ts';
import { FeatureWriter, blankFeatures } from '../src/features/features.ts';
import { eventFields } from '../src/policy/rules/event-facts.ts';
import { ruleEnvironment } from '../src/policy/rules/rule-environment.ts';
import type { RuleFacts, ValueList } from '../src/policy/rules/rule-facts.ts';
import { contextOf } from '../src/policy/rules/rule-names.ts';

/** Lists that conditions may name. */
export const ruleLists: ReadonlyMap<string, ValueList> = new Map([
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
/** The library's own type checker and interpreter. */
export const rulesEnvironment = ruleEnvironment([...ruleLists.keys()]);

const numbers = registered.filter(({ kind }) => kind === 'number').slice(0, 8);
const flags = registered.filter(({ kind }) => kind === 'flag').slice(0, 4);
const words = registered.filter(({ kind }) => kind === 'word').slice(0, 3);
const codes = signals.slice(0, 5).map(({ code }) => code);
export const intNames = Object.entries(eventFields)
  .filter(([, { type }]) => type === 'int')
  .map(([name]) => `event.${name}`);
export const textNames = [
  'event.type',
  'event.amount.currency',
  'event.channel',
  'account.id',
  'keys.device',
  ...words.map(({ name }) => `features.${name}`),
];
/** Texts that names of facts may have. */
export const someText = fc.constantFrom('ana', 'ben', 'PT', 'NG', 'EUR', 'web', '');

/** Names of each type, as rules write them. */
export const numberNames = numbers.map(({ name }) => `features.${name}`);
export const flagNames = flags.map(({ name }) => `features.${name}`);
export const signalNames = codes.map((code) => `signals.${code}`);

/** Facts of a purchase of which any may be unknown. */
export const randomFacts: fc.Arbitrary<RuleFacts> = fc
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
export function interpreted(text: string, given: RuleFacts): boolean | undefined {
  const context = contexts.get(given) ?? contextOf(given, ruleLists);
  contexts.set(given, context);
  try {
    return rulesEnvironment.evaluate(text, context);
  } catch {
    return undefined;
  }
}

const contexts = new WeakMap<RuleFacts, Record<string, unknown>>();
