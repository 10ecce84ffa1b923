import { isAsked, isNoMatter } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, hourMs, minuteMs } from './telling/teller.ts';

const reset = 'password_reset.requested';
const byMail = { channel: 'email' as const };
const isAskedBecause = (...reasons: readonly string[]) => isAsked('password_reset', ...reasons);

const fromAnUnknownDevice: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(tell.thief().as(ana), reset, byMail, isAskedBecause('new_device', 'new_country'));
};

const againAndAgain: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  for (let i = 0; i < 4; i += 1) {
    tell.act(ana, reset, byMail, isNoMatter);
    tell.wait(10 * minuteMs);
  }
  tell.act(ana, reset, byMail, isAskedBecause('reset_burst'));
};

const ofManyAccounts: Story = (tell) => {
  const thief = tell.thief();
  for (let i = 0; i < 8; i += 1) {
    tell.act(thief.on(`server-${i}`).as(tell.customer(`victim${i}`)), reset, byMail, isNoMatter);
    tell.wait(minuteMs);
  }
  // The ninth is a customer of that country, on his own device behind the same address.
  const neighbour = tell.customer('neighbour').at(tell.places.lagos, 20);
  tell.act(neighbour, reset, byMail, isAskedBecause('reset_spray'));
};

const afterAChangedContact: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana, 'settings.change_requested', { setting: 'phone', action: 'change' }, isNoMatter, 'types the code');
  tell.wait(hourMs);
  tell.act(ana, reset, byMail, isAskedBecause('reset_after_contact_change'));
};

await tellScenario('password-reset', {
  attacks: {
    'from a device and a country never seen': { story: fromAnUnknownDevice, restsOn: ['new_device', 'new_country'] },
    'again and again': { story: againAndAgain, restsOn: ['reset_burst'] },
    'of many accounts from one address, with a new device id for each': {
      story: ofManyAccounts,
      restsOn: ['reset_spray', 'new_device'],
    },
    'right after the phone number was changed': {
      story: afterAChangedContact,
      restsOn: ['reset_after_contact_change'],
    },
  },
  twins: {
    'at home, and once more because the mail was slow': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.act(ana, reset, byMail);
      tell.wait(20 * minuteMs);
      tell.act(ana, reset, byMail);
      tell.livesQuietly(ana, 20);
      tell.act(ana, reset, byMail);
    },
    'a month after the phone number was changed': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.act(ana, 'settings.change_requested', { setting: 'phone', action: 'change' }, isNoMatter, 'types the code');
      tell.wait(dayMs);
      tell.livesQuietly(ana, 30);
      tell.act(ana, reset, byMail);
    },
  },
});
