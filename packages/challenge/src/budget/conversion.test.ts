import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeConversion, encodeConversion } from './conversion-codec.ts';
import { type Conversion, conversionLimits as limits, counted, isPumped } from './conversion.ts';
import { phoneArea } from './phone-area.ts';

const minute = 60_000;
const nowMs = 1_772_357_400_000;

/** `count` messages a minute for the 15 minutes before now, of which each `every`-th is answered. */
function traffic(count: number, every: number): Conversion {
  let conversion: Conversion = [];
  for (let at = 14; at >= 0; at -= 1) {
    const sentAtMs = nowMs - at * minute;
    for (let one = 0; one < count; one += 1) {
      conversion = counted(conversion, 'sent', sentAtMs, sentAtMs, limits);
      if (one % every === 0) conversion = counted(conversion, 'verified', sentAtMs, sentAtMs + minute, limits);
    }
  }
  return conversion;
}

describe('messages to an area that nobody answers (OTP-35)', () => {
  test.each([
    ['none of 45 answered', 3, 1_000_000, false],
    ['none of 150 answered, but one a minute', 10, 10, true],
    ['a fifth of 150 answered', 10, 5, false],
    ['all answered', 20, 1, false],
  ] as const)('%s: stopped %#', (_, count, every, stopped) => {
    expect(isPumped(traffic(count, every), nowMs, limits)).toBe(stopped);
  });

  test('say nothing while people still type', () => {
    let conversion: Conversion = [];
    for (let one = 0; one < 500; one += 1) conversion = counted(conversion, 'sent', nowMs, nowMs, limits);
    expect(isPumped(conversion, nowMs + 2 * minute, limits)).toBe(false);
    expect(isPumped(conversion, nowMs + 5 * minute, limits)).toBe(true);
  });

  test('are forgotten after fifteen minutes, so that the area opens again', () => {
    const pumped = traffic(10, 10);
    expect(isPumped(pumped, nowMs + 16 * minute, limits)).toBe(false);
    expect(counted(pumped, 'sent', nowMs + 16 * minute, nowMs + 16 * minute, limits)).toHaveLength(1);
  });

  test('follow a plain count over the same history, whatever it is', () => {
    interface Sent {
      readonly atMs: number;
      readonly answeredAfterMs: number | undefined;
    }
    const history = fc.array(
      fc.record({
        atMs: fc.integer({ min: 0, max: 30 * minute }).map((ms) => nowMs + ms),
        answeredAfterMs: fc.option(fc.integer({ min: 0, max: 10 * minute }), { nil: undefined, freq: 4 }),
      }),
      { minLength: 30, maxLength: 200 },
    );
    const plain = (sent: readonly Sent[], atMs: number): boolean => {
      const ofMinute = (ms: number): number => Math.floor(ms / minute) * minute;
      const inWindow = sent.filter((one) => one.atMs <= atMs && ofMinute(one.atMs) > atMs - limits.windowMs);
      const isAnswered = (one: Sent): boolean =>
        one.answeredAfterMs !== undefined && one.atMs + one.answeredAfterMs <= atMs;
      const judged = inWindow.filter(
        (one) => isAnswered(one) || ofMinute(one.atMs) + minute <= atMs - limits.patienceMs,
      );
      return judged.length >= limits.leastSent && judged.filter(isAnswered).length < judged.length * limits.leastShare;
    };
    fc.assert(
      fc.property(history, (sent) => {
        const steps = sent.flatMap((one) => [
          { what: 'sent' as const, atMs: one.atMs, sentAtMs: one.atMs },
          ...(one.answeredAfterMs === undefined
            ? []
            : [{ what: 'verified' as const, atMs: one.atMs + one.answeredAfterMs, sentAtMs: one.atMs }]),
        ]);
        let conversion: Conversion = [];
        for (const { what, atMs, sentAtMs } of steps.toSorted((a, b) => a.atMs - b.atMs)) {
          conversion = counted(conversion, what, sentAtMs, atMs, limits);
          expect(isPumped(conversion, atMs, limits)).toBe(
            plain(
              sent.filter((one) => one.atMs < atMs || one.atMs === sentAtMs),
              atMs,
            ),
          );
          expect(conversion.length).toBeLessThanOrEqual(17);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('read back as they were stored', () => {
    const conversion = traffic(10, 5);
    expect(decodeConversion(encodeConversion(conversion))).toEqual(conversion);
    expect(() => decodeConversion(Uint8Array.of(9))).toThrow('version 9; this release reads 1');
  });
});

test.each([
  ['+436641234567', { country: 'AT', range: '+436641', prefix: '+43664123' }],
  ['+12025550123', { country: 'US', range: '+12025', prefix: '+1202555' }],
  ['+18765551234', { country: 'JM', range: '+18765', prefix: '+1876555' }],
  ['+882161234567', { country: undefined, range: '+882161', prefix: '+88216123' }],
])('%s lies in its area: countries that share a calling code are told apart (OTP-35)', (number, area) => {
  expect(phoneArea(number)).toEqual(area);
});
