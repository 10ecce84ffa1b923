import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appHmac } from '../../test-support/app-hmac.ts';
import { matchingStep } from './matching-step.ts';
import { stepAt, stepCode } from './step-code.ts';

const secret = Uint8Array.from({ length: 20 }, (_, at) => at * 7 + 1);
const nowMs = 1_772_357_400_000;
const now = stepAt(nowMs);
const code = (step: number): string => stepCode(secret, step, appHmac);
const find = (typed: string, lastStep = 0, atMs = nowMs) => matchingStep(secret, typed, atMs, lastStep, appHmac);

describe('the step of a code (OTP-20)', () => {
  it.each([
    [-2, undefined],
    [-1, now - 1],
    [0, now],
    [1, now + 1],
    [2, undefined],
  ])('one that is %i steps off is of step %s', (off, step) => {
    expect(find(code(now + off))?.step).toBe(step);
  });

  it('is never accepted again, nor is one before it', () => {
    for (const off of [-1, 0, 1]) expect(find(code(now + off), now + 1)).toBeUndefined();
    expect(find(code(now + 1), now)).toEqual({ step: now + 1, codes: 1 });
    expect(find(code(now), now)).toBeUndefined();
  });

  it('two codes that follow each other are told from one, and any other two are nothing', () => {
    expect(find(code(now - 1) + code(now))).toEqual({ step: now, codes: 2 });
    expect(find(code(now - 2) + code(now - 1))).toEqual({ step: now - 1, codes: 2 });
    expect(find(code(now) + code(now - 1))).toBeUndefined();
    expect(find(code(now) + code(now))).toBeUndefined();
    expect(find(code(now - 1) + code(now), now - 1)).toBeUndefined();
  });

  it('does the same keyed work whatever was typed (OTP-05)', () => {
    const count = (typed: string, lastStep: number): number => {
      let digests = 0;
      matchingStep(secret, typed, nowMs, lastStep, (key, data) => {
        digests += 1;
        return appHmac(key, data);
      });
      return digests;
    };
    const counts = [count(code(now), 0), count(code(now), now), count('nothing like it', 0), count('', 0)];
    expect(new Set(counts)).toEqual(new Set([4]));
  });

  it('no code works twice, whatever instant it is shown at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120_000 }), fc.integer({ min: 0, max: 120_000 }), (first, later) => {
        const typed = code(stepAt(nowMs + first));
        const accepted = find(typed, 0, nowMs + first);
        expect(accepted).toBeDefined();
        expect(find(typed, accepted?.step, nowMs + later)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});
