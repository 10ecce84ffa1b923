import { isAsked, isHeld, isLetThrough } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, euros, hourMs, minuteMs } from './telling/teller.ts';

const login = 'login.succeeded';

/** The owner is called, told a tale, and reads the code out; the thief types it. */
const signedIn: (then: (...told: Parameters<Story>) => void) => Story = (then) => (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(tell.thief().as(ana), login, {}, isAsked('login', 'new_device'), 'types the code');
  tell.wait(10 * minuteMs);
  then(tell);
};

const opensNoMore = isHeld('no_channel_left', 'code_opened_device');

await tellScenario('relayed-code', {
  attacks: {
    'the payout is redirected': {
      story: signedIn((tell) => {
        const thief = tell.thief().as(tell.customer('ana'));
        tell.act(thief, 'settings.change_requested', { setting: 'payout' }, opensNoMore);
      }),
      restsOn: ['detector:earned-trust'],
    },
    'a gift card is cashed, also two days later': {
      story: signedIn((tell) => {
        const thief = tell.thief().as(tell.customer('ana'));
        tell.wait(2 * dayMs);
        const giftCard = { digest: tell.unique('a-gift-card'), faceValue: { minor: 5_000, currency: 'EUR' } };
        tell.act(thief, 'gift_card.redemption_requested', { giftCard, codeStatus: 'valid' }, opensNoMore);
      }),
      restsOn: ['detector:earned-trust'],
    },
    'something far above her habit is bought': {
      story: signedIn((tell) => {
        tell.act(tell.thief().as(tell.customer('ana')), 'purchase.requested', euros(620), opensNoMore);
      }),
      restsOn: ['detector:earned-trust'],
    },
  },
  twins: {
    'her own new phone: an ordinary purchase and a new name': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      const phone = ana.on('new-phone');
      tell.act(phone, login, {}, isAsked('login', 'new_device'), 'types the code');
      tell.wait(hourMs);
      tell.act(phone, 'purchase.requested', euros(40), isLetThrough());
      tell.act(phone, 'settings.change_requested', { setting: 'name' }, isLetThrough());
    },
    'her new phone after four days: a code is enough again': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      const phone = ana.on('new-phone');
      tell.act(phone, login, {}, isAsked('login', 'new_device'), 'types the code');
      tell.wait(4 * dayMs);
      tell.act(phone, login, {}, isLetThrough());
      tell.act(
        phone,
        'settings.change_requested',
        { setting: 'payout' },
        isAsked('settings_change', 'sensitive_setting'),
      );
    },
  },
});
