import { dayMs, minuteMs } from '../calendar.ts';
import { moneyOf } from '../market.ts';
import type { AttackKind } from './attack.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** What the customer bought is "returned", and the money goes to the thief's account. */
export const refundElsewhere: AttackKind = {
  name: 'refund elsewhere',
  scenario: 'refund-request',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const thief = drawThief(chance, victim, startMs, anywhere);
    const isSession = chance.chance(0.6);
    const context = contextOfThief(
      thief,
      startMs,
      isSession ? (victim.laptop ?? victim.phone).at(startMs).id : undefined,
    );
    if (!isSession) scene.step(0, 'login.succeeded', { context, method: 'password' }, 'the thief signs in');
    const refunds = 1 + chance.below(3);
    const euros = Math.round(chance.around(160, 0.7));
    const amount = moneyOf(euros, victim.home.at(startMs).country);
    for (let at = 0; at < refunds; at += 1) {
      const data = {
        context,
        kind: 'refund' as const,
        orderId: `order-${victim.accountId}-${1 + chance.below(40)}`,
        amount,
        target: {
          kind: chance.pick(['bank_account', 'card', 'wallet'] as const),
          digest: `account-of-a-thief-${chance.letters(8)}`,
        },
        originalInstrument: victim.card.at(startMs - 20 * dayMs),
      };
      scene.step((2 + at * 4) * minuteMs, 'refund.requested', data, `the thief has ${euros} EUR refunded`, {
        isHarm: true,
      });
    }
    return `${refunds} refunds of ${euros} EUR, ${isSession ? 'in a stolen session' : 'with the password'} from ${thief.where}`;
  },
};
