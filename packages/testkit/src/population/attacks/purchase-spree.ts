import { minuteMs } from '../calendar.ts';
import type { AttackKind } from './attack.ts';
import { buyLoot } from './cash-out.ts';

/** Malware on the customer's own computer, or an unlocked phone in wrong hands: all is known but what is bought. */
export const purchaseSpree: AttackKind = {
  name: 'spree on a known device',
  scenario: 'purchase-spike',
  carryOut(scene) {
    const { chance, victim, startMs } = scene;
    const device = (victim.laptop ?? victim.phone).at(startMs);
    const context = {
      ip: victim.home.at(startMs).line.addressAt(startMs),
      userAgent: device.userAgentAt(startMs),
      deviceId: device.id,
      channel: device.channel,
    };
    const purchases = 3 + chance.below(10);
    const median = chance.around(170, 0.4);
    let afterMs = 0;
    for (let at = 0; at < purchases; at += 1) {
      buyLoot(scene, afterMs, context, median);
      afterMs += chance.between(1, 15) * minuteMs;
    }
    return `${purchases} purchases around ${Math.round(median)} EUR on the ${device.kind}`;
  },
};
