import { isAsked, isLetThrough, isNoMatter } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, euros, hourMs } from './telling/teller.ts';

const change = 'settings.change_requested';

const changedAfterMonths: Story = (tell) => {
  const ana = tell.customer('ana').without('deviceId');
  tell.livesQuietly(ana, 60);
  tell.wait(200 * dayMs);
  tell.act(ana, 'login.succeeded', {}, isNoMatter);
  tell.wait(hourMs);
  tell.act(ana, change, { setting: 'shipping_address' }, isAsked('settings_change', 'dormant_account'));
};

const boughtAfterAYear: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.wait(400 * dayMs);
  // On her old laptop, which was sold with the cookie in it.
  tell.act(ana, 'purchase.requested', euros(45), {
    ...isNoMatter,
    actions: ['challenge'],
    reasons: ['dormant_account'],
  });
};

await tellScenario('dormant-account', {
  attacks: {
    'a new shipping address after 200 days': { story: changedAfterMonths, restsOn: ['dormant_account'] },
    'a purchase after 400 days, on a laptop that was sold': { story: boughtAfterAYear, restsOn: ['dormant_account'] },
  },
  twins: {
    'somebody who is back after a summer of ten weeks': (tell) => {
      const ana = tell.customer('ana').without('deviceId');
      tell.livesQuietly(ana, 60);
      tell.wait(70 * dayMs);
      tell.act(ana, 'login.succeeded', {});
      tell.act(ana, change, { setting: 'shipping_address' }, isLetThrough());
    },
    'somebody who is back after a year, and proved that it is them': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.wait(365 * dayMs);
      tell.act(ana, 'login.succeeded', {}, isAsked('login', 'new_device'), 'types the code');
      tell.wait(hourMs);
      tell.act(ana, 'purchase.requested', euros(45), isLetThrough());
    },
  },
});
