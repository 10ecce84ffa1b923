import { expect, it } from 'vitest';
import { orderTime } from './order-time.ts';

const logTimeMs = Date.UTC(2026, 2, 1);
const minute = 60_000;

it.each([
  ['the same', 0, 0, []],
  ['2 minutes ahead', 2 * minute, 2 * minute, []],
  ['a moment more', 2 * minute + 1, 0, ['clockSkew']],
  ['10 minutes behind', -10 * minute, -10 * minute, []],
  ['a moment more behind', -10 * minute - 1, -10 * minute - 1, ['late']],
  ['24 hours behind', -1_440 * minute, -1_440 * minute, ['late']],
  ['a moment more than a day', -1_440 * minute - 1, 0, ['clockSkew']],
  ['ten years off', 10 * 365 * 1_440 * minute, 0, ['clockSkew']],
])('own time %s', (_, offsetMs, usedOffsetMs, flags) => {
  expect(orderTime(logTimeMs + offsetMs, logTimeMs)).toEqual({ timeMs: logTimeMs + usedOffsetMs, flags });
});
