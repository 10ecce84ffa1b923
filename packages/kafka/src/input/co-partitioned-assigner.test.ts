import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalCount, shareOut } from './co-partitioned-assigner.ts';

const claims = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 })
  .chain((ids) =>
    fc.tuple(...ids.map((memberId) => fc.record({ memberId: fc.constant(memberId), held: fc.array(fc.nat(30)) }))),
  );

test('every partition number goes to exactly one member, and no two members differ by more than one', () => {
  fc.assert(
    fc.property(claims, fc.integer({ min: 1, max: 24 }), (members, partitions) => {
      const shares = [...shareOut(members, partitions).values()];
      expect(shares.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: partitions }, (_, n) => n));
      const sizes = shares.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(shares.length).toBe(members.length);
    }),
  );
});

test('sharing out once more changes nothing', () => {
  fc.assert(
    fc.property(claims, fc.integer({ min: 1, max: 24 }), (members, partitions) => {
      const first = shareOut(members, partitions);
      const again = shareOut(
        members.map(({ memberId }) => ({ memberId, held: first.get(memberId) ?? [] })),
        partitions,
      );
      expect(again).toEqual(first);
    }),
  );
});

test.each([
  [
    'a newcomer gets its share, the others keep the rest',
    [[0, 1, 2], [3, 4, 5], []],
    [
      [0, 1],
      [3, 4],
      [2, 5],
    ],
  ],
  [
    'who stays keeps all when another leaves',
    [
      [0, 1],
      [4, 5],
    ],
    [
      [0, 1, 2],
      [3, 4, 5],
    ],
  ],
  [
    'two that claim the same number: one gets it',
    [
      [0, 1, 2],
      [0, 1, 2],
    ],
    [
      [0, 1, 2],
      [3, 4, 5],
    ],
  ],
])('%s', (_name, held, expected) => {
  const members = held.map((numbers, index) => ({ memberId: `m${index}`, held: numbers }));
  expect([...shareOut(members, 6)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, numbers]) => numbers)).toEqual(
    expected,
  );
});

test('unequal numbers of partitions are refused, naming every topic', () => {
  expect(
    equalCount([
      ['a', 4],
      ['b', 4],
    ]),
  ).toBe(4);
  expect(() =>
    equalCount([
      ['a', 4],
      ['b', 4],
      ['c', 3],
    ]),
  ).toThrow(
    'Topics read together need the same number of partitions, but a has 4, b has 4, c has 3: create them anew with one number.',
  );
});
