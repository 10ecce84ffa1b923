import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8Bytes, utf8Text } from './utf8.ts';

it('is what Node writes, and no text touches the bytes of another', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary', minLength: 500, maxLength: 3_000 }),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 8, maxLength: 30 }), (texts) => {
      const written = texts.map(utf8Bytes);
      const isRight = written.map((bytes, at) => Buffer.from(texts[at] ?? '').equals(bytes));
      expect(isRight).toEqual(texts.map(() => true));
    }),
    { numRuns: 8 },
  );
});

it('reads back what it wrote, of any length', () => {
  for (const length of [0, 1, 2_730, 2_731, 21_845, 70_000]) {
    const text = 'ä'.repeat(length);
    expect(utf8Text(utf8Bytes(text))).toBe(text);
  }
  expect(utf8Text(Uint8Array.of(0xff))).toBeUndefined();
});
