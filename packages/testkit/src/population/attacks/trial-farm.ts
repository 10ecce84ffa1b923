import { dayMs, minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** Account after account begins a free trial: on one device, or with one card behind browsers that are new each time. */
export const trialFarm: AttackKind = {
  name: 'trial farm',
  scenario: 'subscription-start',
  carryOut(scene) {
    const { chance, victim, startMs, seed } = scene;
    const thief = drawThief(chance, victim, startMs, anywhere);
    const oneDevice = chance.chance(0.6);
    const oneCard = !oneDevice || chance.chance(0.5);
    const accounts = 6 + chance.below(20);
    const { currency } = victim.home.at(startMs).country;
    const paceMs = chance.between(2 * minuteMs, dayMs / 4);
    for (let at = 0; at < accounts; at += 1) {
      const accountId = `trial-${seed}-${at}`;
      const deviceId = oneDevice ? thief.device.id : `throwaway-${seed}-${at}`;
      const context = { ...contextOfThief(thief, startMs), deviceId };
      const instrument = { digest: `card-of-farm-${seed}-${oneCard ? 0 : at}`, kind: 'card' as const };
      scene.step(at * paceMs, 'account.created', { context, instrument }, 'one account more', { accountId });
      const trialEndsAt = new Date(startMs + at * paceMs + 30 * dayMs).toISOString();
      const price = { minor: 999, currency };
      const data = { context, plan: 'plan-1', price, interval: 'month' as const, trialEndsAt, instrument };
      const afterMs = at * paceMs + chance.between(1, 2) * minuteMs;
      scene.step(afterMs, 'subscription.start_requested', data, 'one trial more', { accountId, isHarm: true });
    }
    return `${accounts} accounts, ${oneDevice ? 'one device' : 'a device each'}, ${oneCard ? 'one card' : 'a card each'}, one every ${Math.round(paceMs / minuteMs)} minutes`;
  },
};
