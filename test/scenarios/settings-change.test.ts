import { isAsked, isHeld, isLetThrough, isNoMatter, isStopped } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, euros, hourMs, minuteMs } from './telling/teller.ts';

const change = 'settings.change_requested';
const isAskedBecause = (...reasons: readonly string[]) => isAsked('settings_change', ...reasons);

const atHome: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  for (const setting of ['email', 'phone', 'password', 'payout', 'mfa'] as const) {
    tell.wait(8 * dayMs);
    tell.act(ana, 'login.succeeded', {});
    tell.act(ana, change, { setting, action: 'change' }, isAskedBecause('sensitive_setting'));
  }
};

const severalAtOnce: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  for (const setting of ['name', 'payment_method'] as const) {
    tell.act(ana, change, { setting }, isNoMatter, 'types the code');
    tell.wait(minuteMs);
  }
  tell.act(ana, change, { setting: 'shipping_address' }, isStopped('settings_burst'));
};

const changedThenBought: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  // In her open session; the thief reads the mailbox, so the code is typed.
  tell.act(ana, change, { setting: 'password' }, isNoMatter, 'types the code');
  tell.wait(hourMs);
  tell.act(ana, 'purchase.requested', euros(420), isStopped('takeover_chain'));
};

const secondFactorRemoved: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana, change, { setting: 'password' }, isNoMatter, 'types the code');
  tell.wait(minuteMs);
  tell.act(ana, change, { setting: 'mfa', action: 'remove' }, isStopped('takeover_chain'));
};

const byAStranger: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(
    tell.thief().as(ana),
    change,
    { setting: 'shipping_address' },
    isAskedBecause('new_device', 'new_country'),
    'says it was not them',
  );
  tell.wait(hourMs);
  tell.act(tell.thief().as(ana), change, { setting: 'name' }, isHeld('account_frozen'));
};

await tellScenario('settings-change', {
  attacks: {
    'what hands the account over is asked at home too': { story: atHome, restsOn: ['sensitive_setting'] },
    'several settings within minutes': { story: severalAtOnce, restsOn: ['settings_burst'] },
    'a new password, then a purchase': { story: changedThenBought, restsOn: ['takeover_chain'] },
    'a new password, then the second factor is removed': {
      story: secondFactorRemoved,
      restsOn: ['takeover_chain', 'sensitive_setting'],
    },
    'a thief changes the shipping address, and the owner reports it': {
      story: byAStranger,
      restsOn: ['new_device', 'new_country'],
    },
  },
  twins: {
    'a new name and, a week later, a new shipping address': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.act(ana, change, { setting: 'name' }, isLetThrough());
      tell.wait(7 * dayMs);
      tell.act(ana, 'login.succeeded', {});
      tell.act(ana, change, { setting: 'shipping_address' }, isLetThrough('sensitive_setting'));
      tell.wait(hourMs);
      tell.act(ana, 'purchase.requested', euros(35), isLetThrough());
    },
  },
});
