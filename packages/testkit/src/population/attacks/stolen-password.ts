import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { cashOut } from './cash-out.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** The right password, bought, on the thief's own device. */
export const stolenPassword: AttackKind = {
  name: 'stolen password',
  scenario: 'unusual-location-login',
  carryOut(scene) {
    const thief = drawThief(scene.chance, scene.victim, scene.startMs, anywhere);
    const context = contextOfThief(thief, scene.startMs);
    scene.step(0, 'login.succeeded', { context, method: 'password' }, 'the thief signs in');
    return `from ${thief.where}; ${cashOut(scene, scene.chance.between(1, 30) * minuteMs, context)}`;
  },
};
