import type { LogRecord } from '@countersign/engine';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeFrames, encodeFrames } from './record-frames.ts';

const bytes = fc.uint8Array({ maxLength: 40 }).map((list) => Buffer.from(list));
const record: fc.Arbitrary<LogRecord> = fc.record({
  topic: fc.constant('risk.decisions'),
  partition: fc.constant(3),
  offset: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  timestampMs: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), bytes, { maxKeys: 3, noNullPrototype: true }),
});

it('gives back every record as it was, nulls and empty bytes told apart', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), (records) => {
      expect(decodeFrames(encodeFrames(records), 'risk.decisions', 3)).toEqual(records);
    }),
  );
});
