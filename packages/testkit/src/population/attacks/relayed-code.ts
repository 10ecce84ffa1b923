import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { cashOut } from './cash-out.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** The customer is talked into reading the login's code out; it is typed on the thief's device. */
export const relayedCode: AttackKind = {
  name: 'relayed code',
  scenario: 'relayed-code',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const thief = drawThief(chance, victim, startMs, anywhere);
    const context = contextOfThief(thief, startMs);
    scene.step(0, 'login.succeeded', { context, method: 'password' }, 'the thief signs in', { isRelayed: true });
    const laterMs = chance.around(12, 1) * minuteMs + 3 * minuteMs;
    if (chance.chance(0.4)) {
      const setting = chance.pick(['email', 'phone', 'payout'] as const);
      const data = { context, setting, action: 'change' as const };
      scene.step(laterMs, 'settings.change_requested', data, `the thief changes ${setting}`, { isHarm: true });
      return `${setting} from ${thief.where}`;
    }
    return `from ${thief.where}; ${cashOut(scene, laterMs, context)}`;
  },
};
