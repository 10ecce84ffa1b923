import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { cashOut } from './cash-out.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** The thief reads the customer's mail and has the password reset. */
export const passwordReset: AttackKind = {
  name: 'password reset',
  scenario: 'password-reset',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const thief = drawThief(chance, victim, startMs, anywhere);
    const context = contextOfThief(thief, startMs);
    const channel = chance.pick(['email', 'email', 'sms', 'support'] as const);
    scene.step(0, 'password_reset.requested', { context, channel }, 'the thief has the password reset');
    const backMs = chance.between(1, 20) * minuteMs;
    scene.step(backMs, 'login.succeeded', { context, method: 'password' }, 'and signs in with the new one');
    return `by ${channel} from ${thief.where}; ${cashOut(scene, backMs + chance.between(1, 30) * minuteMs, context)}`;
  },
};
