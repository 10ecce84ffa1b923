import {
  type FitExample,
  exampleCollector,
  fitLines,
  fitWeights,
  fittedChanges,
  rescored,
} from '@countersign/evaluation';
import { reDecide, weighedSignals } from '@countersign/scoring';
import { loadPolicy, readPolicyFile, readPolicyText, withPolicyValues } from '@countersign/scorer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const policy = loadPolicy();
const text = readPolicyFile();
const type = 'purchase.requested';

/** Features of purchases as they may be, whatever the truth. */
const purchase = fc.record(
  {
    learning: fc.double({ min: 0, max: 1, noNaN: true }),
    deviceKnown: fc.boolean(),
    amountOfLimit: fc.double({ min: 0, max: 2, noNaN: true }),
    spendZ: fc.double({ min: -3, max: 6, noNaN: true }),
    purchasesLearned: fc.integer({ min: 0, max: 50 }),
    spent24hZ: fc.double({ min: -3, max: 9, noNaN: true }),
    alikeLogOdds: fc.double({ min: -7, max: 7, noNaN: true }),
    merchantLogOdds: fc.double({ min: -4, max: 4, noNaN: true }),
  },
  { requiredKeys: ['learning'] },
);
const example = fc.record({ features: purchase, isFraud: fc.option(fc.boolean(), { nil: undefined }) });
/** Enough of each kind to be fitted, whatever was drawn. */
const past = fc
  .array(example, { minLength: 120, maxLength: 200 })
  .map((drawn) => [
    ...drawn,
    ...Array.from({ length: 60 }, (_, at) => ({ features: drawn[at]?.features ?? {}, isFraud: at % 2 === 0 })),
  ]);

type Drawn = { readonly features: Record<string, number | boolean | undefined>; readonly isFraud: boolean | undefined };
const recordOf = ({ features }: Drawn) => ({ features: JSON.parse(JSON.stringify(features)), unknown: {} });

function fitOf(drawn: readonly Drawn[]) {
  const collector = exampleCollector(policy);
  for (const one of drawn)
    collector.add({ type, record: recordOf(one), reasons: [], isFraud: one.isFraud } as FitExample);
  const fit = fitWeights(collector.examples(), policy);
  const read = readPolicyText(withPolicyValues(text, fittedChanges(fit, policy)));
  return { examples: collector.examples(), fit, read };
}

describe('a fitted policy', () => {
  it('is accepted by the validator, keeps every sign and is the same whenever it is made, whatever the labels say', () => {
    fc.assert(
      fc.property(past, (drawn) => {
        const { fit, read } = fitOf(drawn);
        expect(read).toMatchObject({ ok: true });
        const found = fit.fitted[0]?.weights ?? new Map();
        for (const { code, family } of weighedSignals(type, policy)) {
          const now = found.get(code)?.now ?? Number.NaN;
          expect(family === 'trust' ? -now : now).toBeGreaterThanOrEqual(0);
        }
        expect(fitOf(drawn).fit).toEqual(fit);
      }),
      { numRuns: 10 },
    );
  });

  it('leaves what the past says nothing about, and types with too few labels, as they are', () => {
    const few = Array.from(
      { length: 400 },
      (_, at): Drawn => ({ features: { learning: 1, spendZ: at % 5 }, isFraud: at % 5 === 4 }),
    );
    const { fit } = fitOf(few);
    const weights = fit.fitted[0]?.weights;
    expect(weights?.get('unusual_amount')?.now).not.toBe(weights?.get('unusual_amount')?.was);
    const unseen = weights?.get('new_country');
    expect(unseen?.now).toBe(unseen?.was);
    expect(unseen?.was).toBeGreaterThan(0);
    const tooFew = fitOf(few.slice(0, 45));
    expect(tooFew.fit).toMatchObject({ fitted: [], left: [{ type, events: 45, frauds: 9 }] });
    expect(fittedChanges(tooFew.fit, policy)).toEqual([]);
    expect(fitLines(tooFew.fit)[0]).toMatch(
      /keeps its weights: 9 frauds and 36 honest events are known, and 10 of each are needed for its bias, 30 for its weights/,
    );
  });

  it('moves the bias alone where too few are known for weights, so that scores mean the same for all types', () => {
    const rare = Array.from(
      { length: 400 },
      (_, at): Drawn => ({ features: { learning: 1, spendZ: at % 5 }, isFraud: at % 20 === 19 }),
    );
    const { fit } = fitOf(rare);
    expect(fit.fitted).toMatchObject([{ type, events: 400, frauds: 20, isBiasAlone: true }]);
    for (const { was, now } of fit.fitted[0]?.weights.values() ?? []) expect(now).toBe(was);
    expect(fittedChanges(fit, policy).map(({ path }) => path.at(-1))).toEqual(['version', 'bias']);
    expect(fitLines(fit)[0]).toMatch(/20 frauds and 380 honest events are known; enough for its bias/);
  });

  it('gives past events the scores that its decisions would have, and asks no more of them than before', () => {
    fc.assert(
      fc.property(past, (drawn) => {
        const { examples, read } = fitOf(drawn);
        if (!read.ok || examples[0] === undefined) return expect.fail('it was refused');
        const scores = rescored(examples[0], read.policy);
        const decided = (by: typeof policy) =>
          drawn.map((one) =>
            reDecide(
              {
                ...recordOf(one),
                eventType: type,
                accountId: 'a',
                logTime: '2026-01-01T00:00:00Z',
                facts: {},
                keys: {},
              },
              by,
            ),
          );
        const now = decided(read.policy);
        now.forEach((verdict, at) => expect(scores[at]).toBeCloseTo(verdict?.exactScore ?? Number.NaN, 6));
        const isAsked = (verdict: (typeof now)[number]): boolean => (verdict?.score ?? 0) >= 65.3; // Rounding moves a score by a few tenths.
        const before = decided(policy).filter((verdict) => (verdict?.score ?? 0) >= 65).length;
        if (before > 0) expect(now.filter(isAsked).length).toBeLessThanOrEqual(before);
      }),
      { numRuns: 10 },
    );
  });
});
