import { expect, it } from 'vitest';
import { createGenerations } from './generations.ts';

it('keeps what is asked for, and at most two generations', () => {
  const recent = createGenerations<number>(10);
  for (let number = 0; number < 1_000; number += 1) {
    recent.set(`n${number}`, number);
    expect(recent.get('n0')).toBe(0);
  }
  const kept = Array.from({ length: 1_000 }, (_, number) => recent.get(`n${number}`)).filter(
    (one) => one !== undefined,
  );
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(recent.get('n500')).toBeUndefined();
});

it('gives the newest value, and nothing once deleted', () => {
  const recent = createGenerations<number>(2);
  for (const [name, value] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['a', 4],
  ] as const) {
    recent.set(name, value);
  }
  expect(recent.get('a')).toBe(4);
  recent.delete('a');
  expect(recent.get('a')).toBeUndefined();
});
