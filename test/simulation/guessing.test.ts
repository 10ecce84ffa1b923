import { budgetLimits } from '@countersign/challenge';
import { seededRandom } from '@countersign/testkit';
import { describe, expect, test } from 'vitest';
import { attackers } from './guessing/attackers.ts';
import { guess } from './guessing/guess.ts';

const most = 0.001;

describe('who guesses at codes, with any number of challenges and sources (OTP-12)', () => {
  test.each(Object.keys(attackers))('%s: at most one in a thousand accounts a year', (name) => {
    const random = seededRandom(1);
    const { attempts, chancePerYear, hits } = guess(attackers[name] ?? expect.unreachable(), 1, () => random.next());
    expect(attempts).toBeGreaterThan(90); // Somebody who gives up early proves nothing.
    expect(chancePerYear).toBeLessThan(most);
    expect(hits).toBe(0);
  });

  test('with short codes for ever it would be more: the limit is what holds it', () => {
    const random = seededRandom(1);
    const limits = { ...budgetLimits, failuresForLongCodes: Number.POSITIVE_INFINITY };
    const beside = attackers['everything, always, beside an owner who signs in every day'] ?? expect.unreachable();
    expect(guess(beside, 1, () => random.next(), limits).chancePerYear).toBeGreaterThan(most);
  });
});
