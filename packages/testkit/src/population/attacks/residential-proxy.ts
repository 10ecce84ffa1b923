import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { cashOut } from './cash-out.ts';
import { contextOfThief, drawThief } from './thief.ts';

/** A patient thief: the customer's own city by a proxy in somebody's home, the same make of browser, another device. */
export const residentialProxy: AttackKind = {
  name: 'residential proxy',
  scenario: 'new-device-login',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const thief = drawThief(chance, victim, startMs, [['in the same city', 1]]);
    const { userAgentAt } = (victim.laptop ?? victim.phone).at(startMs);
    const context = { ...contextOfThief(thief, startMs), userAgent: userAgentAt(startMs) };
    scene.step(0, 'login.succeeded', { context, method: 'password' }, 'the thief signs in');
    return `from ${thief.where}; ${cashOut(scene, chance.between(2, 120) * minuteMs, context)}`;
  },
};
