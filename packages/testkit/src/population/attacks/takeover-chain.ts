import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { buyLoot } from './cash-out.ts';
import { contextOfThief, drawThief } from './thief.ts';

/** In a stolen session first what receives codes is changed, then something is bought. */
export const takeoverChain: AttackKind = {
  name: 'take-over chain',
  scenario: 'settings-change',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const thief = drawThief(chance, victim, startMs, [
      ['far away', 0.3],
      ['in a neighbouring country', 0.2],
      ['in another city', 0.3],
      ['in the same city', 0.2],
    ]);
    const context = contextOfThief(thief, startMs, (victim.laptop ?? victim.phone).at(startMs).id);
    const setting = chance.pick(['email', 'phone', 'password', 'shipping_address'] as const);
    scene.step(0, 'settings.change_requested', { context, setting, action: 'change' }, `the thief changes ${setting}`);
    const waitMinutes = chance.around(40, 1.5);
    const what = buyLoot(scene, waitMinutes * minuteMs, context, 450);
    return `${setting} from ${thief.where}, ${Math.round(waitMinutes)} minutes later ${what}`;
  },
};
