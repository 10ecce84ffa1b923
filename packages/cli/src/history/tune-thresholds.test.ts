import type { EventType } from '@countersign/events';
import { tuneLines, tuneThresholds, tunedChanges } from '@countersign/evaluation';
import { loadPolicy, readPolicyFile, readPolicyText, withPolicyValues } from '@countersign/scorer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const policy = loadPolicy();
const text = readPolicyFile();
const types = ['login.succeeded', 'purchase.requested'] as const satisfies readonly EventType[];
const score = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);
const past = fc.tuple(
  fc.array(score, { minLength: 1, maxLength: 80 }),
  fc.array(score, { minLength: 1, maxLength: 80 }),
);
const budgets = fc.double({ min: 0, max: 1, noNaN: true });
const scoresOf = (lists: readonly (readonly number[])[]) =>
  new Map<EventType, readonly number[]>(types.map((type, at) => [type, lists[at] ?? []]));
const reaching = (list: readonly number[], threshold: number): number => list.filter((one) => one >= threshold).length;

describe('policy tune', () => {
  it('lets no more of all past events through than the budget, and not one step fewer than it could', () => {
    fc.assert(
      fc.property(past, budgets, (lists, budget) => {
        const tuned = tuneThresholds(scoresOf(lists), policy, { budget, perType: false });
        const common = Math.max(...tuned.map(({ now }) => now));
        const all = lists.flat();
        if (tuned.some(({ isCapped }) => isCapped)) return;
        expect(reaching(all, common)).toBeLessThanOrEqual(Math.floor(budget * all.length));
        if (common > 0)
          expect(reaching(all, Math.round(common * 10 - 1) / 10)).toBeGreaterThan(Math.floor(budget * all.length));
      }),
    );
  });

  it('holds the budget of each type by itself where it is asked to, and never rises with the budget', () => {
    fc.assert(
      fc.property(past, budgets, budgets, (lists, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const strict = tuneThresholds(scoresOf(lists), policy, { budget: less, perType: true });
        const loose = tuneThresholds(scoresOf(lists), policy, { budget: more, perType: true });
        strict.forEach(({ now, shareNow, isCapped }, at) => {
          expect(loose[at]?.now ?? Number.NaN).toBeLessThanOrEqual(now);
          if (!isCapped) expect(shareNow).toBeLessThanOrEqual(less);
        });
      }),
    );
  });

  it('writes thresholds that the validator accepts, never above the one for holds', () => {
    fc.assert(
      fc.property(past, budgets, (lists, budget) => {
        const tuned = tuneThresholds(scoresOf(lists), policy, { budget, perType: true });
        const changes = tunedChanges(tuned, policy);
        expect(readPolicyText(withPolicyValues(text, changes))).toMatchObject({ ok: true });
        expect(tuned.find(({ type }) => type === 'purchase.requested')?.now).toBeLessThanOrEqual(99.9);
      }),
      { numRuns: 20 },
    );
  });

  it('says where the threshold for holds stands in the way, and leaves out types that are never challenged', () => {
    const scores = new Map<EventType, readonly number[]>([
      ['purchase.requested', [100, 100, 1, 1]],
      ['login.failed', [50]],
    ]);
    const tuned = tuneThresholds(scores, policy, { budget: 0.25, perType: false });
    expect(tuned).toMatchObject([{ type: 'purchase.requested', now: 99.9, isCapped: true, shareNow: 0.5 }]);
    expect(tuneLines(tuned).join('\n')).toContain('50.00 % → 50.00 % (as high as its threshold for holds)');
    expect(tuneLines([])).toEqual(['There are no past events of types that are ever challenged.']);
  });
});
