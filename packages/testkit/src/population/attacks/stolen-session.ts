import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { cashOut } from './cash-out.ts';
import { contextOfThief, drawThief } from './thief.ts';

/** Cookies taken from the customer's computer: the device is known, no password is typed, the address is another. */
export const stolenSession: AttackKind = {
  name: 'stolen session',
  scenario: 'unusual-location-login',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const thief = drawThief(chance, victim, startMs, [
      ['far away', 0.45],
      ['in a neighbouring country', 0.35],
      ['in another city', 0.2],
    ]);
    const stolen = (victim.laptop ?? victim.phone).at(startMs);
    const context = contextOfThief(thief, startMs, stolen.id);
    return `on the customer's ${stolen.kind} from ${thief.where}; ${cashOut(scene, chance.between(0, 5) * minuteMs, context)}`;
  },
};
