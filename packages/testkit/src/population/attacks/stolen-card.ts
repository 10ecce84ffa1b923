import { hourMs, minuteMs } from '../calendar.ts';
import { moneyOf } from '../market.ts';
import type { AttackKind } from './attack.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** An account opened for one stolen card and emptied into goods within hours. */
export const stolenCard: AttackKind = {
  name: 'stolen card on a new account',
  scenario: 'new-account-abuse',
  carryOut(scene) {
    const { chance, victim, startMs, seed } = scene;
    const thief = drawThief(chance, victim, startMs, anywhere);
    const context = contextOfThief(thief, startMs);
    const accountId = `opened-${seed}`;
    const instrument = { digest: `stolen-card-${seed}-0000`, kind: 'card' as const };
    scene.step(0, 'account.created', { context, instrument }, 'an account for a stolen card', { accountId });
    const purchases = 1 + chance.below(4);
    let afterMs = chance.around(0.5, 1.2) * hourMs;
    let sum = 0;
    for (let at = 0; at < purchases; at += 1) {
      const euros = Math.round(chance.around(380, 0.5));
      sum += euros;
      const category = chance.pick(['electronics', 'jewellery', 'gift-cards', 'fashion']);
      const merchant = { id: `${thief.country.code.toLowerCase()}-${category}-${chance.below(40)}`, category };
      const amount = moneyOf(euros, victim.home.at(startMs).country);
      const data = { context, amount, merchant, instrument };
      scene.step(afterMs, 'purchase.requested', data, `buys ${category} for ${euros} EUR`, { accountId, isHarm: true });
      afterMs += chance.between(2, 50) * minuteMs;
    }
    return `${purchases} purchases, ${sum} EUR, from ${thief.where}`;
  },
};
