import type { Context } from '@countersign/events';
import { minuteMs } from '../calendar.ts';
import { cardDigest } from '../errands.ts';
import { moneyOf } from '../market.ts';
import type { CrimeScene } from './attack.ts';

/** What thieves buy: what can be sold again. */
const loot = ['electronics', 'electronics', 'jewellery', 'fashion', 'gift-cards', 'games'];

/** Turns an account into money: goods, gift cards, or a redemption; one to three times. Returns what it was. */
export function cashOut(scene: CrimeScene, afterMs: number, context: Context): string {
  const { chance } = scene;
  const times = 1 + chance.times(0.8);
  const done: string[] = [];
  for (let at = 0; at < times; at += 1) {
    const offsetMs = afterMs + at * chance.between(1, 12) * minuteMs;
    done.push(chance.chance(0.8) ? buyLoot(scene, offsetMs, context) : redeem(scene, offsetMs, context));
  }
  return done.join(', ');
}

/** One purchase of what sells; 90 to 900 EUR by most reports, whatever the account usually buys. */
export function buyLoot(scene: CrimeScene, afterMs: number, context: Context, medianEuros = 280): string {
  const { chance, victim, startMs } = scene;
  const { country } = victim.home.at(startMs);
  const category = chance.pick(loot);
  const euros = Math.round(chance.around(medianEuros, 0.6));
  const number = chance.below(40);
  const data = {
    context,
    orderId: `order-${scene.seed}-${chance.letters(8)}`,
    amount: moneyOf(euros, country),
    merchant: { id: `${country.code.toLowerCase()}-${category}-${number}`, name: `${category} ${number}`, category },
    instrument: { digest: victim.card.at(startMs), kind: 'card' as const },
  };
  const what = `${category} for ${euros} EUR`;
  scene.step(afterMs, 'purchase.requested', data, `the thief buys ${what}`, { isHarm: true });
  return what;
}

/** Spends a gift card that lies on the account. */
function redeem(scene: CrimeScene, afterMs: number, context: Context): string {
  const { chance, victim, startMs } = scene;
  const amount = moneyOf(chance.pick([50, 100, 150, 200, 300]), victim.home.at(startMs).country);
  const giftCard = { digest: cardDigest(chance), faceValue: amount };
  const data = { context, giftCard, amount, codeStatus: 'valid' as const };
  scene.step(afterMs, 'gift_card.redemption_requested', data, 'the thief redeems a gift card', { isHarm: true });
  return 'a gift card';
}
