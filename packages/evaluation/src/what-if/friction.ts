import type { EventType } from '@countersign/events';
import type { Policy } from '@countersign/scoring';
import type { WhatIf } from './what-if.ts';

/** Share of the events that a policy may challenge at all which it would challenge, 0..1; 0 without such events. */
export function challengeRate({ byType }: WhatIf, policy: Policy): number {
  let [events, challenged] = [0, 0];
  for (const [type, compared] of Object.entries(byType)) {
    if (policy.byType[type as EventType].challenge === undefined) continue;
    events += compared.events;
    challenged += compared.other.challenge;
  }
  return events === 0 ? 0 : challenged / events;
}

/** How past events, decided again by a policy, break its own friction budget: one sentence each; none when it holds. */
export function frictionProblems(whatIf: WhatIf, policy: Policy): readonly string[] {
  const { friction } = policy;
  const rate = challengeRate(whatIf, policy);
  const { customers } = whatIf;
  return [
    ...(rate > friction.challengeRate
      ? [
          `${percent(rate)} of events would be challenged; friction.challengeRate allows ${percent(friction.challengeRate)}.`,
        ]
      : []),
    ...(customers.otherMostOnOneDay > friction.challengesPerCustomerPerDay
      ? [
          `${customers.otherAskedMore} of ${customers.seen} customers would be challenged more than ${friction.challengesPerCustomerPerDay} times a day, one of them ${customers.otherMostOnOneDay} times; friction.challengesPerCustomerPerDay allows no more.`,
        ]
      : []),
  ];
}

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
