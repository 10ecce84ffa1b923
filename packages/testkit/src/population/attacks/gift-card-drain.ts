import { minuteMs } from '../calendar.ts';
import { cardDigest } from '../errands.ts';
import { moneyOf } from '../market.ts';
import type { AttackKind } from './attack.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** Gift cards bought with stolen money are redeemed in a row on somebody's account, soon after they were issued. */
export const giftCardDrain: AttackKind = {
  name: 'gift-card drain',
  scenario: 'gift-card-redemption',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const isOwnAccount = chance.chance(0.4);
    const thief = drawThief(chance, victim, startMs, anywhere);
    const context = contextOfThief(thief, startMs, isOwnAccount ? victim.phone.at(startMs).id : undefined);
    const cards = 4 + chance.below(12);
    const ageMinutes = chance.around(12, 1.2);
    let afterMs = 0;
    for (let at = 0; at < cards; at += 1) {
      const amount = moneyOf(chance.pick([50, 100, 100, 150, 200]), victim.home.at(startMs).country);
      const issuedAt = new Date(startMs + afterMs - ageMinutes * minuteMs).toISOString();
      const giftCard = { digest: cardDigest(chance), faceValue: amount, issuedAt };
      const data = { context, giftCard, amount, codeStatus: 'valid' as const };
      scene.step(afterMs, 'gift_card.redemption_requested', data, 'a bought-up card is redeemed', { isHarm: true });
      afterMs += chance.between(0.2, 4) * minuteMs;
    }
    return `${cards} cards, ${Math.round(ageMinutes)} minutes old, from ${thief.where}`;
  },
};
