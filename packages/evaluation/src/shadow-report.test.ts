import type { Decision } from '@countersign/events';
import { expect, it } from 'vitest';
import { shadowReport } from './shadow-report.ts';

const policy = { id: 'mine', version: 2, digest: 'digest-of-the-candidate' };
const decided = (accountId: string, action: string, shadowAction?: string, rule?: string): Decision =>
  ({
    accountId,
    eventType: 'purchase.requested',
    action,
    ...(shadowAction === undefined
      ? {}
      : {
          shadow: {
            policy,
            action: shadowAction,
            score: 1,
            ...(rule === undefined ? {} : { rules: [{ id: rule, effect: 'challenge', state: 'applied' }] }),
          },
        }),
  }) as unknown as Decision;

it('tells agreement, who is asked more and less, and by which rule', () => {
  const report = shadowReport(policy.digest);
  report.add(decided('ann', 'allow', 'allow'));
  report.add(decided('ann', 'allow', 'challenge', 'dear'));
  report.add(decided('ben', 'allow', 'challenge', 'dear'));
  report.add(decided('cleo', 'challenge', 'allow'));
  report.add(decided('cleo', 'challenge')); // Before there was a candidate.
  expect(report.result()).toMatchObject({
    candidate: 'mine@2',
    decisions: 4,
    agreed: 1,
    customers: 3,
    askedMore: 2,
    askedLess: 1,
    customersAskedMore: 2,
    customersAskedLess: 1,
    changes: [
      { change: 'allow → challenge', decisions: 2 },
      { change: 'challenge → allow', decisions: 1 },
    ],
    rules: [{ id: 'dear', live: 0, candidate: 2, differ: 2 }],
  });
});
