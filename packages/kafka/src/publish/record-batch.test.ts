import type { OutgoingRecord } from '@countersign/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteWriter } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';
import { writeRecordBatch } from './record-batch.ts';

const arbitraryRecord: fc.Arbitrary<OutgoingRecord> = fc.record({
  topic: fc.constant('t'),
  key: fc.option(fc.uint8Array({ maxLength: 300 })),
  value: fc.option(fc.uint8Array({ maxLength: 9_000 })),
  headers: fc.dictionary(fc.string({ minLength: 1, maxLength: 40 }), fc.uint8Array({ maxLength: 200 }), { maxKeys: 4 }),
});

test('what is written can be read back by the rules of the format, whatever room the writer had at first', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRecord, { minLength: 1, maxLength: 40 }), fc.nat(200), (records, capacity) => {
      const writer = new ByteWriter(capacity + 1);
      writeRecordBatch(writer, records, 1_790_000_000_123);
      expect(readBatch(writer.bytes.subarray(0, writer.length))).toEqual(
        records.map(({ key, value, headers }) => ({
          key: key && [...key],
          value: value && [...value],
          headers: Object.entries(headers ?? {}).map(([name, content]) => [name, [...content]]),
        })),
      );
    }),
    { numRuns: 200 },
  );
});

/** A plain reader after https://kafka.apache.org/documentation/#recordbatch. */
const readBatch = (bytes: Buffer) => {
  expect(bytes.readInt32BE(0)).toBe(bytes.length - 4);
  const batch = bytes.subarray(4);
  expect(batch.readInt32BE(8)).toBe(batch.length - 12);
  expect(batch.readInt8(16)).toBe(2);
  expect(batch.readUInt32BE(17)).toBe(crc32c(batch, 21, batch.length));
  expect(batch.readBigInt64BE(27)).toBe(1_790_000_000_123n);
  expect(batch.readBigInt64BE(35)).toBe(1_790_000_000_123n);
  expect(batch.readBigInt64BE(43)).toBe(-1n);
  const count = batch.readInt32BE(57);
  expect(batch.readInt32BE(23)).toBe(count - 1);
  let at = 61;
  const varint = (): number => {
    let zigzag = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = batch.readUInt8(at++);
      zigzag |= (byte & 127) << shift;
      if (byte < 128) return (zigzag >>> 1) ^ -(zigzag & 1);
    }
  };
  const bytesOrNull = (): number[] | null => {
    const length = varint();
    if (length < 0) return null;
    at += length;
    return [...batch.subarray(at - length, at)];
  };
  const records = Array.from({ length: count }, (_, index) => {
    const end = varint() + at;
    at += 2;
    expect(varint()).toBe(index);
    const key = bytesOrNull();
    const value = bytesOrNull();
    const headers = Array.from({ length: varint() }, () => [
      Buffer.from(bytesOrNull() ?? []).toString(),
      bytesOrNull(),
    ]);
    expect(at).toBe(end);
    return { key, value, headers };
  });
  expect(at).toBe(batch.length);
  return records;
};
