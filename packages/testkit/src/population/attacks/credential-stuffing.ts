import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { cashOut } from './cash-out.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** Lists of leaked passwords, tried on many names; one of them fits. */
export const credentialStuffing: AttackKind = {
  name: 'credential stuffing',
  scenario: 'stolen-password-login',
  carryOut(scene) {
    const { chance, victim, startMs, seed } = scene;
    const bots = Array.from({ length: chance.pick([1, 1, 3, 8]) }, () => drawThief(chance, victim, startMs, anywhere));
    const names = 10 + chance.below(60);
    const paceMs = chance.between(1_000, 40_000);
    for (let at = 0; at < names; at += 1) {
      const context = contextOfThief(chance.pick(bots), startMs);
      const reason = chance.chance(0.7) ? ('unknown_account' as const) : ('wrong_password' as const);
      const accountId = `name-${seed}-${at}`;
      scene.step(at * paceMs, 'login.failed', { context, reason }, 'a leaked password does not fit', { accountId });
    }
    const context = contextOfThief(chance.pick(bots), startMs);
    const fitsMs = names * paceMs;
    scene.step(fitsMs, 'login.succeeded', { context, method: 'password' }, 'one fits');
    const what = cashOut(scene, fitsMs + chance.between(1, 60) * minuteMs, context);
    return `${names} names from ${bots.length} addresses; ${what}`;
  },
};
