import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkTime, decodeChunk, encodeChunk, lastOffset } from './record-chunk.ts';

const bytes = fc.option(fc.uint8Array({ maxLength: 40 }), { nil: null });
const headers = fc.dictionary(fc.string({ maxLength: 8 }), fc.uint8Array({ maxLength: 8 }), { maxKeys: 3 });
const record = fc.record({ key: bytes, value: bytes, headers });

const plain = (found: { key: Uint8Array | null; value: Uint8Array | null; headers?: object }) => ({
  key: found.key && [...found.key],
  value: found.value && [...found.value],
  headers: Object.entries(found.headers ?? {}).map(([name, content]) => [name, [...(content as Uint8Array)]]),
});

test('a chunk gives back its records, whatever their bytes', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), (records, base, timestampMs) => {
      const placed = records.map((one, delta) => ({ ...one, delta: delta * 3 })); // gaps, as compaction leaves them
      const chunk = encodeChunk({ timestampMs, records: placed });
      const found = decodeChunk(chunk, 'topic', 5, base);
      expect(found.map(plain)).toEqual(records.map(plain));
      expect(found.map(({ offset }) => offset)).toEqual(placed.map(({ delta }) => base + delta));
      expect(found.every((one) => one.timestampMs === timestampMs && one.partition === 5)).toBe(true);
      expect([chunkTime(chunk), lastOffset(chunk, base)]).toEqual([timestampMs, base + (records.length - 1) * 3]);
    }),
  );
});

test('a part of a chunk: from an offset on, at most so many', () => {
  const records = [0, 1, 2, 3, 4].map((delta) => ({ delta, key: null, value: Buffer.from([delta]) }));
  const chunk = encodeChunk({ timestampMs: 7, records });
  expect(decodeChunk(chunk, 't', 0, 100, 102, 2).map(({ offset }) => offset)).toEqual([102, 103]);
  expect(decodeChunk(chunk, 't', 0, 100, 105)).toEqual([]);
});
