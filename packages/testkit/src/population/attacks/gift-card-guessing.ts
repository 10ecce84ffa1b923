import { minuteMs } from '../calendar.ts';
import { cardDigest } from '../errands.ts';
import { moneyOf } from '../market.ts';
import type { AttackKind } from './attack.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** Codes are tried one after the other until one is good; the account is the thief's own or a throw-away. */
export const giftCardGuessing: AttackKind = {
  name: 'gift-card guessing',
  scenario: 'gift-card-redemption',
  carryOut(scene) {
    const { chance, victim, startMs, seed } = scene;
    const thief = drawThief(chance, victim, startMs, anywhere);
    const context = contextOfThief(thief, startMs);
    const accounts = Array.from({ length: chance.pick([1, 1, 2, 4]) }, (_, at) => `guesser-${seed}-${at}`);
    const guesses = 8 + chance.below(40);
    const paceMinutes = chance.between(0.05, 6);
    for (const accountId of accounts)
      scene.step(0, 'account.created', { context }, 'an account to guess from', { accountId });
    for (let at = 1; at <= guesses; at += 1) {
      const accountId = chance.pick(accounts);
      const data = { context, giftCard: { digest: cardDigest(chance) }, codeStatus: 'unknown' as const };
      scene.step(at * paceMinutes * minuteMs, 'gift_card.redemption_requested', data, 'a guess', { accountId });
    }
    const amount = moneyOf(chance.pick([50, 100, 250]), victim.home.at(startMs).country);
    const hit = {
      context,
      giftCard: { digest: cardDigest(chance), faceValue: amount },
      amount,
      codeStatus: 'valid' as const,
    };
    const hitMs = (guesses + 1) * paceMinutes * minuteMs;
    scene.step(hitMs, 'gift_card.redemption_requested', hit, 'a hit', {
      accountId: chance.pick(accounts),
      isHarm: true,
    });
    return `${guesses} guesses on ${accounts.length} accounts, one every ${paceMinutes.toFixed(1)} minutes`;
  },
};
