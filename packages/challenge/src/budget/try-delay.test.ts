import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFailedTries, encodeFailedTries } from './budget-codec.ts';
import { noFailedTries, tryDelayLimits as limits, tryDelayMs, withFailedTries } from './try-delay.ts';

const now = 1_772_357_400_000;

describe('the delay of a source that fails', () => {
  test.each([
    [0, 0],
    [9, 0],
    [10, 30],
    [11, 60],
    [12, 120],
    [16, 1_920],
    [17, 3_600],
    [1_000, 3_600],
  ])('after %i failed tries is %i s (OTP-11)', (count, seconds) => {
    expect(tryDelayMs({ count, lastAtMs: now }, now, limits)).toBe(seconds * 1_000);
  });

  test('runs from the last failed try and is over at its end', () => {
    const failed = { count: 10, lastAtMs: now };
    expect(tryDelayMs(failed, now + 29_999, limits)).toBe(1);
    expect(tryDelayMs(failed, now + 30_000, limits)).toBe(0);
  });

  test('grows with every try and is never longer than an hour, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.integer({ min: -1e9, max: 1e9 }), (count, sinceMs) => {
        const wait = tryDelayMs({ count, lastAtMs: now }, now + sinceMs, limits);
        const next = tryDelayMs({ count: count + 1, lastAtMs: now }, now + sinceMs, limits);
        expect(wait).toBeLessThanOrEqual(3_600_000);
        expect(next).toBeGreaterThanOrEqual(wait);
      }),
    );
  });

  test('is forgotten a day after the last failed try', () => {
    const failed = withFailedTries(noFailedTries, 12, now, limits);
    expect(withFailedTries(failed, 1, now + 86_399_999, limits)).toEqual({ count: 13, lastAtMs: now + 86_399_999 });
    expect(withFailedTries(failed, 1, now + 86_400_000, limits)).toEqual({ count: 1, lastAtMs: now + 86_400_000 });
  });

  test('is stored as it is', () => {
    const failed = { count: 300, lastAtMs: now };
    expect(decodeFailedTries(encodeFailedTries(failed))).toEqual(failed);
    expect(() => decodeFailedTries(Uint8Array.of(9))).toThrow('version 9');
  });
});
