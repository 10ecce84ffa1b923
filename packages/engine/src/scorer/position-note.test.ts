import { expect, test } from 'vitest';
import { decodeNote, encodeNote, isSameRecord, lastRecordOf } from './position-note.ts';

const record = {
  topic: 't',
  partition: 0,
  offset: 7,
  timestampMs: 5,
  key: Buffer.from('ana'),
  value: Buffer.from('{}'),
  headers: {},
};

test('is read as it was written; nothing noted is undefined', () => {
  const note = { partitions: 12, last: { t: lastRecordOf(record) } };
  expect(decodeNote(encodeNote(note))).toEqual(note);
  expect(decodeNote('')).toBeUndefined();
});

test.each([
  ['the same record', {}, true],
  ['another value', { value: Buffer.from('[]') }, false],
  ['another key', { key: Buffer.from('ben') }, false],
  ['another time', { timestampMs: 6 }, false],
  ['no value', { value: null }, false],
  ['a record elsewhere, of which nothing is noted', { offset: 8, value: Buffer.from('x') }, true],
])('%s', (_, over, isSame) => {
  expect(isSameRecord({ ...record, ...over }, lastRecordOf(record))).toBe(isSame);
});
