import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outboxCodec } from './outbox.ts';

const bytes = fc.uint8Array({ maxLength: 60 });
const nullable = fc.option(bytes, { nil: null });
const record = fc.record(
  {
    topic: fc.string({ unit: 'grapheme', maxLength: 20 }),
    key: nullable,
    value: nullable,
    headers: fc.dictionary(
      fc.string({ minLength: 1, maxLength: 9 }).filter((name) => name !== '__proto__'),
      bytes,
    ),
    partition: fc.nat(1_000),
  },
  { requiredKeys: ['topic', 'key', 'value', 'headers'] },
);
/** With bytes as lists of numbers, whatever class holds them. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
};

test('gives back what was put in, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.array(record, { maxLength: 8 }),
      (applyId, records) => {
        const opened = outboxCodec.open(outboxCodec.seal(applyId, records));
        expect(plain(opened)).toEqual(plain({ applyId, records }));
      },
    ),
  );
});

test('of the same batch makes the same bytes', () => {
  const records = [{ topic: 't', key: Buffer.from('k'), value: Buffer.from('v'), headers: { a: Buffer.from('b') } }];
  expect(Buffer.from(outboxCodec.seal('x', records)).equals(outboxCodec.seal('x', records))).toBe(true);
});

test.each([1, 5, 12, 30])('bytes that were damaged at %i are refused, not published', (at) => {
  const value = Buffer.from('a decision in its final words, which are long enough to be compressed '.repeat(3));
  const sealed = Buffer.from(outboxCodec.seal('x', [{ topic: 't', key: null, value }]));
  sealed[at] = (sealed[at] ?? 0) ^ 0xff;
  let opened: unknown;
  try {
    opened = outboxCodec.open(sealed);
  } catch {
    return;
  }
  expect(plain(opened)).not.toEqual(plain({ applyId: 'x', records: [{ topic: 't', key: null, value, headers: {} }] }));
});
