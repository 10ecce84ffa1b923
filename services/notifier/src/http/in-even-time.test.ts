import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inEvenTime } from './in-even-time.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const after = <T>(ms: number, result: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(result), ms));
const elapsed = async (workMs: number, result: string): Promise<number> => {
  const startMs = Date.now();
  const answer = inEvenTime(
    () => after(workMs, result),
    (found) => found === 'rejected',
  ).then(() => Date.now() - startMs);
  await vi.advanceTimersByTimeAsync(1_000);
  return answer;
};

it.each([
  [1, 100],
  [99, 100],
  [101, 200],
  [260, 300],
])('a refusal that took %i ms leaves after %i ms', async (workMs, expected) => {
  expect(await elapsed(workMs, 'rejected')).toBe(expected);
});

it('an approval leaves at once, and no timer is left behind', async () => {
  expect(await elapsed(3, 'verified')).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
});

it('a failure is handed on at once', async () => {
  const failing = inEvenTime(
    () => Promise.reject(new Error('broken')),
    () => true,
  ).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(0);
  expect(await failing).toMatchObject({ message: 'broken' });
  expect(vi.getTimerCount()).toBe(0);
});
