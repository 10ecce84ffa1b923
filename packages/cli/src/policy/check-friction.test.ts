import { challengeRate, frictionProblems, whatIf } from '@countersign/evaluation';
import { loadPolicy, readPolicyFile, readPolicyText } from '@countersign/scorer';
import { describe, expect, it } from 'vitest';
import { decided } from '../../test-support/decided.ts';

/** The shipped policy with another friction budget. */
function withBudget(friction: string) {
  const read = readPolicyText(readPolicyFile().replace(/^friction: .*$/m, friction));
  return read.ok ? read.policy : expect.fail(read.problems.join());
}

/** Ten logins on one day, four of them from a device never seen, three of these by ana; and a login that failed. */
const past = [
  ...Array.from({ length: 10 }, (_, at) =>
    decided(loadPolicy(), {
      at,
      accountId: at < 3 ? 'ana' : `a${at}`,
      features: { learning: 1, deviceKnown: at >= 4, ...(at >= 4 ? { deviceIdleDays: 1 } : {}) },
    }),
  ),
  decided(loadPolicy(), { at: 11, eventType: 'login.failed' }),
];

function checked(friction: string) {
  const policy = withBudget(friction);
  const run = whatIf(policy, policy.friction.challengesPerCustomerPerDay);
  for (const decision of past) run.add(decision);
  return { rate: challengeRate(run.result(), policy), problems: frictionProblems(run.result(), policy) };
}

describe('the friction budget', () => {
  it('counts events that may be challenged, and says nothing while it holds', () => {
    expect(checked('friction: { challengeRate: 0.4, challengesPerCustomerPerDay: 3 }')).toEqual({
      rate: 0.4,
      problems: [],
    });
    expect(checked('friction: {}').problems).toEqual([]);
  });

  it('is broken by too many challenges, and by too many of one customer on one day', () => {
    expect(checked('friction: { challengeRate: 0.39, challengesPerCustomerPerDay: 2 }').problems).toEqual([
      '40 % of events would be challenged; friction.challengeRate allows 39 %.',
      '1 of 8 customers would be challenged more than 2 times a day, one of them 3 times; friction.challengesPerCustomerPerDay allows no more.',
    ]);
  });

  it('is a part of the policy whose mistakes are said', () => {
    const read = readPolicyText(readPolicyFile().replace(/^friction: .*$/m, 'friction: { challengRate: 0.1 }'));
    expect(read).toMatchObject({ ok: false, problems: [expect.stringContaining("did you mean 'challengeRate'?")] });
  });
});
