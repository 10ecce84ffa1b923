import { isAsked, isHeld, isLetThrough, isNoMatter, isStopped } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, type Teller, dayMs, hourMs, minuteMs } from './telling/teller.ts';

const redemption = 'gift_card.redemption_requested';
const card = (tell: Teller, name: string, value = 50) => ({
  giftCard: { digest: tell.unique(`card-${name}`), faceValue: { minor: value * 100, currency: 'EUR' } },
  codeStatus: 'valid' as const,
});
const guess = (tell: Teller, name: string) => ({ ...card(tell, name), codeStatus: 'unknown' as const });
const isAskedBecause = (...reasons: readonly string[]) => isAsked('gift_card_redemption', ...reasons);

const manyAtHome: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  for (let i = 0; i < 7; i += 1) {
    tell.wait(minuteMs);
    tell.act(ana, redemption, card(tell, `bought-${i}`), isNoMatter);
  }
  tell.wait(minuteMs);
  tell.act(ana, redemption, card(tell, 'bought-last'), isAskedBecause('gift_card_velocity'));
};

const guessedOnOneAccount: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  for (let i = 0; i < 5; i += 1) {
    tell.wait(20 * minuteMs);
    tell.act(ana, redemption, guess(tell, `guess-${i}`), isNoMatter);
  }
  tell.wait(20 * minuteMs);
  tell.act(ana, redemption, card(tell, 'hit'), isStopped('gift_card_enumeration'));
};

const guessedOverManyAccounts: Story = (tell) => {
  const thief = tell.thief();
  const victim = tell.customer('victim').at(tell.places.lagos, 8);
  tell.livesQuietly(victim, 30);
  for (let i = 0; i < 6; i += 1) {
    tell.wait(minuteMs);
    tell.act(thief.as(tell.customer(`mule${i}`)), redemption, guess(tell, `guess-${i}`), isNoMatter);
  }
  // The last one is the thief's own old account, on its own device: only the address is the same.
  tell.wait(minuteMs);
  const old = { ...victim, ip: thief.ip };
  tell.act(old, redemption, card(tell, 'hit'), isAskedBecause('gift_card_enumeration'));
};

const passedAround: Story = (tell) => {
  const people = ['giver', 'receiver', 'third'].map((name) => tell.customer(name));
  tell.livesQuietly(people, 30);
  const [giver, receiver, third] = people;
  if (giver === undefined || receiver === undefined || third === undefined) return;
  tell.act(giver, redemption, card(tell, 'passed'));
  tell.wait(hourMs);
  tell.act(receiver, redemption, card(tell, 'passed'));
  tell.wait(hourMs);
  tell.act(third, redemption, card(tell, 'passed'), isAskedBecause('gift_card_shared'));
};

const cashedWithinMinutes: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const fresh = card(tell, 'fresh');
  tell.act(ana, 'gift_card.issued', { giftCard: fresh.giftCard });
  tell.wait(2 * minuteMs);
  tell.act(ana, redemption, fresh, isAskedBecause('gift_card_fresh'));
};

const worthALot: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana, redemption, card(tell, 'rich', 500), isAskedBecause('gift_card_high_value'));
};

const firstActOfAnAccount: Story = (tell) => {
  tell.act(tell.thief(), redemption, card(tell, 'a'), isAskedBecause('new_device'));
};

const cashedRightAfterItsDate: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const { giftCard } = card(tell, 'dated');
  const issuedAt = tell.instant(-minuteMs);
  tell.act(ana, redemption, { giftCard: { ...giftCard, issuedAt } }, isAskedBecause('gift_card_fresh'));
};

const onAnUnknownDevice: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const thief = tell.thief().as(ana);
  tell.act(thief, redemption, card(tell, 'a'), isAskedBecause('new_device'), 'says it was not them');
  tell.wait(hourMs);
  tell.act(thief, redemption, card(tell, 'a'), isHeld('account_frozen', 'distrusted_device'));
};

await tellScenario('gift-card-redemption', {
  attacks: {
    'one card after the other at home': { story: manyAtHome, restsOn: ['gift_card_velocity'] },
    'codes are guessed on one account': { story: guessedOnOneAccount, restsOn: ['gift_card_enumeration'] },
    'codes are guessed over many accounts from one address': {
      story: guessedOverManyAccounts,
      restsOn: ['gift_card_enumeration'],
    },
    'three accounts try one card': { story: passedAround, restsOn: ['gift_card_shared'] },
    'a card is cashed two minutes after it was bought': { story: cashedWithinMinutes, restsOn: ['gift_card_fresh'] },
    'a card is cashed a minute after the date that it carries': {
      story: cashedRightAfterItsDate,
      restsOn: ['gift_card_fresh'],
    },
    'the first act of an account': { story: firstActOfAnAccount, restsOn: ['new_device'] },
    'a card worth 500 EUR': { story: worthALot, restsOn: ['gift_card_high_value'] },
    'a thief on a device of his own, whom the owner reports': {
      story: onAnUnknownDevice,
      restsOn: ['new_device', 'new_country'],
    },
  },
  twins: {
    'two presents, one of them mistyped twice, and one bought an hour ago': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      const bought = card(tell, 'bought');
      tell.act(ana, 'gift_card.issued', { giftCard: bought.giftCard });
      tell.act(ana, redemption, guess(tell, 'mistyped-1'));
      tell.act(ana, redemption, guess(tell, 'mistyped-2'));
      tell.act(ana, redemption, card(tell, 'present'));
      tell.wait(hourMs);
      tell.act(ana, redemption, bought, isLetThrough());
      tell.wait(10 * dayMs);
      tell.act(ana, redemption, card(tell, 'second-present'));
    },
  },
});
