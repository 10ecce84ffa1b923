import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { cashOut } from './cash-out.ts';
import { anywhere, contextOfThief, drawThief } from './thief.ts';

/** An account that its owner has forgotten wakes up; now and then on a device that was once known. */
export const dormantAccount: AttackKind = {
  name: 'dormant account',
  scenario: 'dormant-account',
  idleDays: (chance) => chance.between(95, 220),
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const thief = drawThief(chance, victim, startMs, anywhere);
    const isOldDevice = chance.chance(0.25);
    const context = contextOfThief(thief, startMs, isOldDevice ? victim.phone.at(0).id : undefined);
    scene.step(0, 'login.succeeded', { context, method: 'password' }, 'somebody wakes the account up');
    const what = cashOut(scene, chance.between(1, 30) * minuteMs, context);
    return `on ${isOldDevice ? 'the phone that was sold' : 'a new device'} from ${thief.where}; ${what}`;
  },
};
