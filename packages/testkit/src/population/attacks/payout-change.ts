import type { AttackKind } from './attack.ts';
import { contextOfThief, drawThief } from './thief.ts';

/** Where money goes is changed, from a stolen session or by malware on the customer's own computer. */
export const payoutChange: AttackKind = {
  name: 'payout change',
  scenario: 'settings-change',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const device = (victim.laptop ?? victim.phone).at(startMs);
    const isMalware = chance.chance(0.4);
    const thief = drawThief(chance, victim, startMs, [
      ['far away', 1],
      ['in another city', 1],
      ['in the same city', 1],
    ]);
    const stolen = contextOfThief(thief, startMs, device.id);
    const context = isMalware
      ? { ...stolen, ip: victim.home.at(startMs).line.addressAt(startMs), userAgent: device.userAgentAt(startMs) }
      : stolen;
    const data = { context, setting: 'payout' as const, action: 'change' as const };
    scene.step(0, 'settings.change_requested', data, 'the thief changes where money goes', { isHarm: true });
    return isMalware ? "by malware on the customer's computer" : `in a stolen session from ${thief.where}`;
  },
};
