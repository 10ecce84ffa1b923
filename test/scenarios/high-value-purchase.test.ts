import type { Actor } from './telling/people.ts';
import { isAsked, isLetThrough, isNoMatter } from './telling/expect-decision.ts';
import type { Expectation } from './telling/story.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, type Teller, dayMs, euros, hourMs } from './telling/teller.ts';

const purchase = 'purchase.requested';
const isAskedBecause = (...reasons: readonly string[]) => isAsked('high_value_purchase', ...reasons);

const aThousandAtHome: Story = (tell) => {
  const ana = tell.customer('ana');
  // She buys furniture now and then, so that no amount under a thousand surprises anybody.
  for (let month = 0; month < 10; month += 1) {
    tell.past(ana, 'login.succeeded', {});
    tell.past(ana, purchase, euros(180 + ((month * 67) % 400)));
    tell.wait(14 * dayMs);
  }
  tell.act(ana, purchase, euros(1_450), isAskedBecause('high_value'));
};

const theFirstPurchaseOfAYoungAccount: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.act(ana, 'login.succeeded', {}, isNoMatter);
  tell.wait(hourMs);
  tell.act(ana, purchase, euros(45));
  tell.wait(hourMs);
  tell.act(ana, purchase, euros(4_500), isAskedBecause('high_value'));
};

/** Somebody whose purchases are always large; proves the first of them. */
function livesDearly(tell: Teller, ana: Actor, weeks: number, expects: Expectation): void {
  for (let week = 0; week < weeks; week += 1) {
    tell.act(ana, purchase, euros(1_100 + ((week * 37) % 300)), expects, 'types the code');
    tell.wait(7 * dayMs);
  }
}

await tellScenario('high-value-purchase', {
  attacks: {
    'over the absolute limit, at home': { story: aThousandAtHome, restsOn: ['high_value', 'unusual_amount'] },
    'the first purchase of a young account': {
      story: theFirstPurchaseOfAYoungAccount,
      restsOn: ['high_value', 'unusual_amount'],
    },
  },
  twins: {
    'a customer who always spends so much': (tell) => {
      const ana = tell.customer('ana');
      livesDearly(tell, ana, 30, isNoMatter);
      livesDearly(tell, ana, 8, isLetThrough());
    },
    'an amount in a currency for which nobody set a limit': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      const amount = { minor: 4_000, currency: 'XAG' };
      tell.act(ana, purchase, { amount }, { ...isLetThrough(), unknown: { amountOfLimit: 'no_limit_for_currency' } });
    },
  },
});
