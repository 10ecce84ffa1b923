import { isAsked, isHeld, isLetThrough, isNoMatter } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, euros, hourMs, minuteMs } from './telling/teller.ts';

const login = 'login.succeeded';

/** The thief signs in, and the owner presses "this was not me". */
const reported: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const thief = tell.thief().as(ana);
  tell.act(thief, login, {}, isAsked('login', 'new_device', 'new_country'), 'says it was not them');
  tell.wait(minuteMs);
  tell.act(thief, 'purchase.requested', euros(25), isHeld('account_frozen', 'distrusted_device'));
  tell.act(thief, 'settings.change_requested', { setting: 'name' }, isHeld('account_frozen'));
  tell.act(ana, 'purchase.requested', euros(25), isHeld('account_frozen'));
  // A report must not lock the owner out (OTP-34).
  tell.act(ana, login, {}, isAsked('login', 'account_frozen'));
};

/** The same device at the next account, where it is an old acquaintance: what one owner reports, others profit from. */
const nextVictim: Story = (tell) => {
  const [ana, rui] = [tell.customer('ana'), tell.customer('rui')];
  tell.livesQuietly([ana, rui], 60);
  tell.act(rui.as(ana), login, {}, isAsked('login', 'new_device'), 'says it was not them');
  tell.wait(hourMs);
  tell.act(rui.at(tell.places.sintra, 88), login, {}, isAsked('login', 'linked_fraud'));
};

await tellScenario('reported-not-me', {
  attacks: {
    'the session and everything sensitive freeze': {
      story: reported,
      restsOn: ['new_device', 'new_country', 'unlikely_login'],
    },
    'the reported device tries the next account': { story: nextVictim, restsOn: ['linked_fraud'] },
  },
  twins: {
    'support spoke with the owner and lifts the freeze': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.act(tell.thief().as(ana), login, {}, isNoMatter, 'says it was not them');
      tell.wait(hourMs);
      tell.act(ana, 'account.cleared', { clearedBy: 'support' });
      tell.wait(minuteMs);
      tell.act(ana, login, {}, isLetThrough());
      tell.act(ana, 'purchase.requested', euros(30), isLetThrough());
    },
  },
});
