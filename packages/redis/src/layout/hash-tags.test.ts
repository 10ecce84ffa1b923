import { describe, expect, test } from 'vitest';
import { hashSlot } from './hash-slot.ts';
import { evenTags, partitionTag } from './hash-tags.ts';

const largestShare = (slots: readonly number[], masters: number): number => {
  const counts = new Array<number>(masters).fill(0);
  for (const slot of slots) {
    const master = Math.min(masters - 1, Math.floor(slot / (16_384 / masters)));
    counts[master] = (counts[master] ?? 0) + 1;
  }
  return Math.max(...counts);
};

test('the slot of a key is that of the specification', () => {
  expect(hashSlot('123456789')).toBe(0x31c3 % 16_384);
  expect(hashSlot('foo')).toBe(12_182);
});

describe('partitions lie evenly over the masters (DEL-02)', () => {
  test.each([6, 12, 16, 24, 48])('%i partitions', (count) => {
    const slots = Array.from({ length: count }, (_, partition) => partitionTag(partition).slot);
    expect(new Set(slots).size).toBe(count);
    for (const masters of [1, 2, 3, 4, 6]) expect(largestShare(slots, masters)).toBe(Math.ceil(count / masters));
  });
});

test('so do the tags of entity sets and challenges', () => {
  for (const kind of ['e', 'c']) {
    expect(
      largestShare(
        evenTags(kind).map(({ slot }) => slot),
        3,
      ),
    ).toBe(22);
  }
});

test('the tags of an installation never change', () => {
  const tags = [0, 1, 2, 11].map((partition) => partitionTag(partition).tag);
  expect([...tags, evenTags('e')[7]?.tag, evenTags('c')[63]?.tag]).toMatchInlineSnapshot(`
    [
      "p0.269",
      "p1.1317",
      "p2.257",
      "p11.155",
      "e7.59",
      "c63.100",
    ]
  `);
});
