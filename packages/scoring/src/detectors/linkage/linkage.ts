import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { valueOf, wordOf } from '../../features/features.ts';
import type { EntityMembers } from '../../scoring-input.ts';
import { acts } from '../acts.ts';
import type { Detector } from '../detector.ts';
import { linkKinds, linkName } from './linkage-uses.ts';
import { linkageWords } from './linkage.words.ts';

const parameters = z.strictObject({
  /** Days in which a fraud of another account on the same device, card or address halves. */
  halfLifeDays: z.number().min(1).max(90).default(30),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = [...acts, 'account.created'];
const dayMs = 86_400_000;

/** A device, card or address where another account was robbed or reported not long ago. */
export const linkage: Detector<Parameters> = {
  name: 'linkage',
  on,
  parameters,
  words: linkageWords,
  features: {
    linkedFraud: {
      kind: 'number',
      unit: 'frauds',
      meaning: 'of other accounts on the same device, card or address, faded',
    },
    linkedBy: { kind: 'word', unit: 'name', meaning: 'device, instrument or address: where most of them were' },
  },
  build(slotOf) {
    const fraud = slotOf('linkedFraud');
    const by = slotOf('linkedBy');
    return {
      extract({ input: { entities, keys, logTimeMs } }, write, { halfLifeDays }) {
        let most = 0;
        let missing = false;
        let where: string | undefined;
        for (const kind of linkKinds) {
          if (keys[kind] === undefined) continue;
          const members = entities.get(linkName[kind]);
          if (members === undefined) missing = true;
          const found = members === undefined ? 0 : fadedOthers(members, keys.account, logTimeMs, halfLifeDays);
          if (found <= most) continue;
          most = found;
          where = kind;
        }
        if (where !== undefined) {
          write.number(fraud, most);
          write.word(by, where);
        } else if (missing) write.notKnown(fraud, 'unavailable');
      },
      signals: [
        {
          code: 'linked_fraud',
          family: 'memory',
          strength: (f) => Math.min(1, valueOf(f, fraud) || 0),
          observed: (f) => wordOf(f, by),
        },
      ],
    };
  },
};

/** Other accounts, each faded by the time since its fraud became known; a set says it to the day. */
function fadedOthers(members: EntityMembers, self: string, nowMs: number, halfLifeDays: number): number {
  let sum = 0;
  for (const [account, knownMs] of members) {
    if (account !== self) sum += 2 ** (-Math.max(0, nowMs - knownMs) / (halfLifeDays * dayMs));
  }
  return sum;
}
