import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sourceOf } from './source-of.ts';
import { tokenBuckets } from './token-buckets.ts';

it('never lets more through than the burst and what was refilled since', () => {
  const steps = fc.array(fc.nat({ max: 3_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), steps, (burst, perSecond, pausesMs) => {
      let nowMs = 0;
      let passed = 0;
      const buckets = tokenBuckets({ burst, perSecond }, () => nowMs);
      for (const pauseMs of pausesMs) {
        nowMs += pauseMs;
        if (buckets.take('a') === undefined) passed += 1;
        expect(passed).toBeLessThanOrEqual(burst + (nowMs / 1000) * perSecond + 1e-6);
      }
    }),
  );
});

it('lets through again after the time it named, and counts callers apart', () => {
  let nowMs = 0;
  const buckets = tokenBuckets({ burst: 1, perSecond: 0.5 }, () => nowMs);
  expect([buckets.take('a'), buckets.take('a'), buckets.take('b')]).toEqual([undefined, 2, undefined]);
  nowMs = 2_000;
  expect(buckets.take('a')).toBeUndefined();
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s counts as %s', (address, source) => {
  expect(sourceOf(address)).toBe(source);
});
