import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';

it('what was taken stays as it is, however much is written after it', () => {
  const numbers = fc.array(fc.nat(), { minLength: 1, maxLength: 3_000 });
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 2, maxLength: 12 }), (lists) => {
      const writer = new ByteWriter();
      const taken = lists.map((list) => {
        writer.varint(1); // Forgotten by the reset.
        writer.reset();
        for (const one of list) writer.varint(one);
        return writer.taken();
      });
      const read = taken.map((bytes, at) => {
        const reader = new ByteReader(bytes);
        return lists[at]?.map(() => reader.varint());
      });
      expect(read).toEqual(lists);
    }),
    { numRuns: 30 },
  );
});
