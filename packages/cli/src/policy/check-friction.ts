import { challengeRate, frictionProblems, whatIf } from '@countersign/evaluation';
import type { Policy } from '@countersign/scoring';
import { fail, print } from '../commands/with-connection.ts';
import { eachPastDecision } from '../history/past-decisions.ts';
import { withPast } from '../history/source-flags.ts';

/** Past decisions that a policy is checked against: a file of them, or those of the installation since a time. */
export interface Against {
  readonly against?: string;
  readonly since?: string;
}

/** Decides past events again and fails where the policy breaks its own friction budget. */
export async function checkFriction(policy: Policy, { against, since = '30d' }: Against): Promise<void> {
  const source = against === undefined ? { since } : { since, decisions: against };
  await withPast(source, async ({ source: past }) => {
    const mostPerDay = policy.friction.challengesPerCustomerPerDay;
    const run = whatIf(policy, mostPerDay);
    const decisions = await eachPastDecision(past, (decision) => run.add(decision));
    const result = run.result();
    if (decisions === 0) return fail('There are no past decisions to check it against.');
    const problems = frictionProblems(result, policy);
    for (const problem of problems) fail(problem);
    if (problems.length > 0) return;
    const rate = (challengeRate(result, policy) * 100).toFixed(2);
    print(
      `Of ${decisions.toLocaleString('en-US')} past events ${rate} % would be challenged, no customer more than ${result.customers.otherMostOnOneDay} times a day: within its friction budget.`,
    );
  });
}
