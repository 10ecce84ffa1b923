import { expect, test } from 'vitest';
import { systemRandomness } from './system-randomness.ts';

test('bytes of every length, none twice, and none that a later draw changes', () => {
  const drawn = Array.from({ length: 2_000 }, (_, at) => systemRandomness.bytes(8 + (at % 90)));
  const before = drawn.map((bytes) => Buffer.from(bytes).toString('hex'));
  systemRandomness.bytes(64);
  expect(drawn.map(({ length }) => length)).toEqual(drawn.map((_, at) => 8 + (at % 90)));
  expect(drawn.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(before);
  expect(new Set(before.map((hex) => hex.slice(0, 16))).size).toBe(drawn.length);
});
