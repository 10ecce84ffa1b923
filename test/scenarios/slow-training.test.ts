import type { Actor } from './telling/people.ts';
import { isLetThrough, isNoMatter, isStopped } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, type Teller, dayMs, euros } from './telling/teller.ts';

/**
 * SEC-09: an attacker who has the owner's unlocked laptop, and patience. He raises the amounts week by week, each time as
 * far as it goes unnoticed.
 */
function trains(tell: Teller, ana: Actor, weeks: number, factor: number): number {
  let amount = 40;
  for (let week = 0; week < weeks; week += 1) {
    amount *= factor;
    for (let i = 0; i < 3; i += 1) {
      tell.past(ana, 'purchase.requested', euros(Math.round(amount)));
      tell.wait(2 * dayMs);
    }
    tell.wait(dayMs);
  }
  return Math.round(amount);
}

const inAMonth: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 120);
  trains(tell, ana, 4, 1.5);
  tell.act(ana, 'purchase.requested', euros(950), isStopped('unusual_amount'));
};

const overTheLimit: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 120);
  trains(tell, ana, 8, 1.2);
  tell.act(ana, 'purchase.requested', euros(1_450), isStopped('high_value'));
};

await tellScenario('slow-training', {
  attacks: {
    'amounts half as large again every week, for a month': {
      story: inAMonth,
      restsOn: ['unusual_amount', 'high_value'],
    },
    'a fifth more every week, for two months, then over the limit': {
      story: overTheLimit,
      restsOn: ['high_value', 'unusual_amount'],
    },
  },
  twins: {
    'what is not found: a fifth more every week for four months': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 120);
      // 40 became 740, and then even the limit is no surprise: whoever is so patient, on the owner's own laptop, looks
      // like an owner who spends more. Only labels, or a rule with a limit of its own, would find him.
      trains(tell, ana, 16, 1.2);
      tell.act(ana, 'purchase.requested', euros(1_900), isLetThrough());
    },
    'an owner whose salary grew': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 120);
      trains(tell, ana, 8, 1.08);
      tell.act(ana, 'purchase.requested', euros(80), isLetThrough());
      tell.act(ana, 'login.succeeded', {}, isNoMatter);
    },
  },
});
