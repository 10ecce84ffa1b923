import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSharedBudget, encodeSharedBudget } from './budget-codec.ts';
import { dayMs, hourMs } from './budget-limits.ts';
import { type SharedBudget, reserveShared } from './shared-budget.ts';

const limits = { perHour: 3, perDay: 5 };

test('whatever comes, no hour and no day grants more than its share, and no repetition is charged twice', () => {
  const asked = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 * hourMs }), fc.nat({ max: 30 })), { maxLength: 80 });
  fc.assert(
    fc.property(asked, (steps) => {
      let budget: SharedBudget = [];
      let nowMs = 1_772_357_400_000;
      const granted = new Map<string, number>();
      for (const [afterMs, name] of steps) {
        nowMs += afterMs;
        const next = reserveShared(budget, `c${name}`, nowMs, limits);
        if (next === undefined) continue;
        budget = decodeSharedBudget(encodeSharedBudget(next));
        const before = granted.get(`c${name}`);
        if (before === undefined || nowMs - before >= dayMs) granted.set(`c${name}`, nowMs);
      }
      const times = [...granted.values()];
      for (const ms of times) {
        expect(times.filter((other) => other >= ms && other - ms < hourMs).length).toBeLessThanOrEqual(limits.perHour);
        expect(times.filter((other) => other >= ms && other - ms < dayMs).length).toBeLessThanOrEqual(limits.perDay);
      }
      expect(budget.length).toBeLessThanOrEqual(limits.perDay);
    }),
  );
});

test('a budget of another version, or cut, is refused', () => {
  const bytes = encodeSharedBudget([{ id: 'c1', atMs: 5 }]);
  expect(() => decodeSharedBudget(bytes.subarray(0, 3))).toThrow('cannot be read');
  expect(() => decodeSharedBudget(Uint8Array.from([9, ...bytes.subarray(1)]))).toThrow(
    'version 9; this release reads 1',
  );
});
