import { describe, expect, it } from 'vitest';
import { murmur2, partitionOf } from './partitioner.ts';
import { utf8Bytes } from './utf8.ts';

describe('murmur2', () => {
  // Vectors of Apache Kafka's own UtilsTest.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of %s is %i, as in Kafka', (text, expected) => {
    expect(murmur2(utf8Bytes(text))).toBe(expected);
  });

  it('places a key on a partition that exists', () => {
    expect(partitionOf('foobar', 12)).toBe((-790332482 & 0x7fffffff) % 12);
  });
});
