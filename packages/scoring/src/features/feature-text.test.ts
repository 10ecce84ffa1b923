import fc from 'fast-check';
import { expect, it } from 'vitest';
import { features } from '../detectors/registry.ts';
import { decimalText } from './decimal-text.ts';
import { featureText } from './feature-text.ts';
import { type FeatureRecord, featuresOfRecord, recordOf } from './feature-record.ts';
import { unknownReasons } from './unknown-reasons.ts';

const slots = features.map(({ slot }) => slot);
const valueOf = {
  number: fc.oneof(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.integer({ min: -5, max: 5_000 })),
  flag: fc.boolean(),
  word: fc.string(),
};
const record = fc
  .array(
    fc.constantFrom(...features).chain(({ name, kind }) => fc.tuple(fc.constant(name), valueOf[kind])),
    { maxLength: 60 },
  )
  .chain((known) =>
    fc.record({
      features: fc.constant(Object.fromEntries(known)),
      unknown: fc.dictionary(fc.constantFrom(...features.map(({ name }) => name)), fc.constantFrom(...unknownReasons), {
        maxKeys: 20,
      }),
    }),
  );

it('writes byte for byte what JSON makes of the named features', () => {
  fc.assert(
    fc.property(record, (known: FeatureRecord) => {
      const found = featuresOfRecord(known);
      const named = recordOf(found, slots);
      const text = featureText(found, slots);
      expect([text.features, text.unknown]).toEqual([JSON.stringify(named.features), JSON.stringify(named.unknown)]);
    }),
  );
});

it('writes the slots that it is given, in their order', () => {
  const found = featuresOfRecord({ features: { deviceKnown: true, amount: 12.5 }, unknown: { spendZ: 'no_history' } });
  const of = (name: string): number => features.find((one) => one.name === name)?.slot ?? Number.NaN;
  const text = featureText(found, [of('amount'), of('spendZ'), of('deviceKnown')]);
  expect(text).toEqual({ features: '{"amount":12.5,"deviceKnown":true}', unknown: '{"spendZ":"no_history"}' });
});

it('writes every number as JSON does', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer().map((n) => n / 1_000),
  );
  fc.assert(
    fc.property(number, (value) => {
      expect(decimalText(value)).toBe(JSON.stringify(value));
    }),
    { numRuns: 5_000 },
  );
});
