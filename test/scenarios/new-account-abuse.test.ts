import { isAsked, isLetThrough, isNoMatter, isStopped } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, euros, hourMs } from './telling/teller.ts';

const opened = 'account.created';
const bought = 'purchase.requested';

const farm: Story = (tell) => {
  const thief = tell.thief();
  for (let i = 0; i < 6; i += 1) {
    tell.act(thief.as(tell.customer(`farmed${i}`)), opened, {}, isNoMatter);
    tell.wait(hourMs);
  }
  tell.act(thief.as(tell.customer('farmed5')), bought, euros(45), isStopped('account_farm'));
};

const manyFromOneCard: Story = (tell) => {
  const instrument = { kind: 'card' as const, digest: tell.unique('stolen-card') };
  for (let i = 0; i < 6; i += 1) {
    const one = tell.customer(`mule${i}`);
    tell.act(one, opened, { instrument }, isNoMatter);
    tell.wait(hourMs);
  }
  tell.act(tell.customer('mule5'), bought, { ...euros(45), instrument }, isStopped('account_farm'));
};

const youngAndExpensive: Story = (tell) => {
  const young = tell.customer('young');
  tell.act(young, opened, {});
  tell.wait(hourMs);
  tell.act(young, bought, euros(480), isAsked('high_value_purchase', 'young_high_spend'));
};

await tellScenario('new-account-abuse', {
  attacks: {
    'six accounts opened on one device': { story: farm, restsOn: ['account_farm'] },
    'six accounts opened with one card': { story: manyFromOneCard, restsOn: ['account_farm'] },
    'half the limit, an hour after the account was opened': {
      story: youngAndExpensive,
      restsOn: ['young_high_spend'],
    },
  },
  twins: {
    'a new customer whose first order is an ordinary one': (tell) => {
      const ana = tell.customer('ana');
      tell.act(ana, opened, {});
      tell.act(ana, bought, euros(60), isLetThrough());
      tell.wait(3 * dayMs);
      tell.act(ana, bought, euros(85), isLetThrough());
    },
    'a couple who open their accounts on one device': (tell) => {
      const [ana, rui] = [tell.customer('ana'), tell.customer('rui')].map((one) => one.on('their-tablet'));
      if (ana === undefined || rui === undefined) return;
      for (const one of [ana, rui]) {
        tell.act(one, opened, {});
        tell.act(one, bought, euros(50), isLetThrough());
        tell.wait(hourMs);
      }
    },
  },
});
