import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantText } from './instant-text.ts';

test('is what the platform would write, in any order of instants', () => {
  const instant = fc.oneof(
    fc.integer({ min: Date.UTC(0, 0), max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) }),
    fc.integer({ min: 1_772_357_400_000, max: 1_772_557_400_000 }),
  );
  fc.assert(
    fc.property(fc.array(instant), (all) => {
      expect(all.map(instantText)).toEqual(all.map((ms) => new Date(ms).toISOString()));
    }),
  );
});

test.each([0, -1, 86_399_999, 86_400_000, Date.UTC(2028, 1, 29), -62_135_596_800_000])('%i', (ms) => {
  expect(instantText(ms)).toBe(new Date(ms).toISOString());
});
