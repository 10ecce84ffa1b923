import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createByteShelf, mostShelfBytes } from './byte-shelf.ts';

const lengths = fc.oneof(fc.nat(40), fc.nat(mostShelfBytes));

test('gives what was last put under a name, whatever else was put and however it grew or shrank', () => {
  const put = fc.record({ name: fc.integer({ min: 0, max: 12 }), length: lengths, fill: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(put, { maxLength: 60 }), (puts) => {
      const shelf = createByteShelf();
      const expected = new Map<string, Uint8Array>();
      for (const { name, length, fill } of puts) {
        const bytes = new Uint8Array(length).fill(fill);
        shelf.set(String(name), bytes);
        expected.set(String(name), bytes);
      }
      for (const [name, bytes] of expected) expect(shelf.get(name)).toEqual(bytes);
      for (let name = 0; name <= 13; name += 1) expect(shelf.has(String(name))).toBe(expected.has(String(name)));
    }),
    { numRuns: 50 },
  );
});

test('keeps a copy', () => {
  const shelf = createByteShelf();
  const bytes = Uint8Array.of(1, 2, 3);
  shelf.set('a', bytes);
  bytes.fill(9);
  expect(shelf.get('a')).toEqual(Uint8Array.of(1, 2, 3));
});

test('takes no more room for a value that changes in length by little', () => {
  const shelf = createByteShelf();
  shelf.set('a', new Uint8Array(500));
  const before = shelf.size();
  for (let i = 0; i < 10_000; i += 1) shelf.set('a', new Uint8Array(500 + (i % 60)));
  expect(shelf.size()).toBe(before);
});

test('refuses what is larger than a value may be, and keeps what stood there', () => {
  const shelf = createByteShelf();
  shelf.set('a', Uint8Array.of(1));
  expect(() => shelf.set('a', new Uint8Array(mostShelfBytes + 1))).toThrow(RangeError);
  expect(shelf.get('a')).toEqual(Uint8Array.of(1));
});
