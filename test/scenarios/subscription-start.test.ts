import { isAsked, isLetThrough, isNoMatter } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, type Teller, dayMs, hourMs } from './telling/teller.ts';

const start = 'subscription.start_requested';
const isAskedBecause = (...reasons: readonly string[]) => isAsked('subscription', ...reasons);
const monthly = (plan: string, amount: number) => ({
  plan,
  price: { minor: amount * 100, currency: 'EUR' },
  interval: 'month' as const,
});
const withTrial = (tell: Teller, plan: string, amount: number) => ({
  ...monthly(plan, amount),
  trialEndsAt: tell.instant(14 * dayMs),
  firstChargeAt: tell.instant(14 * dayMs),
});

const moreThanByAccident: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana, start, monthly('premium', 25), isAskedBecause('subscription_intent'));
};

const aTrialThatTurnsIntoMoney: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana, start, withTrial(tell, 'films', 15), isAskedBecause('subscription_intent'));
};

const oneTrialAfterTheOther: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  for (const plan of ['music', 'games', 'books', 'news']) {
    tell.act(ana, start, withTrial(tell, plan, 5), isNoMatter);
    tell.wait(dayMs);
  }
  tell.act(ana, start, withTrial(tell, 'sports', 5), isAskedBecause('trial_abuse'));
};

const manyAccountsOneCard: Story = (tell) => {
  const instrument = { digest: tell.unique('card-of-a-farmer') };
  const farmed = ['one', 'two', 'three', 'four', 'five'].map((name) => tell.customer(name));
  tell.livesQuietly(farmed, 10);
  for (const [at, account] of farmed.entries()) {
    const trial = { ...withTrial(tell, 'music', 5), instrument };
    tell.act(account, start, trial, at < 4 ? isNoMatter : isAskedBecause('trial_abuse'));
    tell.wait(hourMs);
  }
};

await tellScenario('subscription-start', {
  attacks: {
    'for more than somebody starts by accident': {
      story: moreThanByAccident,
      restsOn: ['subscription_intent', 'rule:subscription-is-meant'],
    },
    'a free trial that turns into money': {
      story: aTrialThatTurnsIntoMoney,
      restsOn: ['subscription_intent', 'rule:subscription-is-meant'],
    },
    'one free trial after the other': { story: oneTrialAfterTheOther, restsOn: ['trial_abuse'] },
    'free trials of many accounts on one card, each on a device of its own': {
      story: manyAccountsOneCard,
      restsOn: ['trial_abuse'],
    },
  },
  twins: {
    'a magazine, and a free trial of another': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.act(ana, start, monthly('magazine', 6));
      tell.wait(20 * dayMs);
      tell.act(ana, start, withTrial(tell, 'weekly', 5), isLetThrough());
    },
    'the dear plan that she had last year': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.act(ana, start, monthly('premium', 25), isAskedBecause('subscription_intent'), 'types the code');
      tell.livesQuietly(ana, 20);
      tell.act(ana, start, monthly('premium', 25));
    },
  },
});
