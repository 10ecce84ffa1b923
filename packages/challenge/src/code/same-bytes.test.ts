import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameBytes } from './same-bytes.ts';

test('equal bytes, and only those, are the same', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(sameBytes(a, Uint8Array.from(a))).toBe(true);
      expect(sameBytes(a, b)).toBe(Array.from(a).join() === Array.from(b).join());
    }),
  );
});

test('one different bit anywhere makes them different', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 0, max: 7 }), (a, place, bit) => {
      const b = Uint8Array.from(a);
      const at = place % b.length;
      b[at] = (b[at] ?? 0) ^ (1 << bit);
      expect(sameBytes(a, b)).toBe(false);
    }),
  );
});

test('different lengths are different', () => {
  expect(sameBytes(new Uint8Array(3), new Uint8Array(4))).toBe(false);
});
