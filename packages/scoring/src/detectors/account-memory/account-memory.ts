import { z } from 'zod';
import { isSet, valueOf } from '../../features/features.ts';
import { dayS } from '../../features/scene.ts';
import { acts, deliveries } from '../acts.ts';
import type { Detector } from '../detector.ts';
import { accountMemoryWords } from './account-memory.words.ts';

const parameters = z.strictObject({
  /** Events after which an account is out of its learning period. */
  learningEvents: z.int().min(1).max(1_000).default(10),
  /** Days after which it is out of it, whichever comes first. */
  learningDays: z.number().min(0.01).max(365).default(14),
  /** Days in which the memory of a confirmed fraud halves. */
  fraudHalfLifeDays: z.number().min(1).max(3_650).default(30),
});
type Parameters = z.infer<typeof parameters>;

/** What is remembered about the account as a whole: age, learning period, freeze, confirmed fraud, breached password. */
export const accountMemory: Detector<Parameters> = {
  name: 'account-memory',
  on: [...acts, ...deliveries],
  parameters,
  words: accountMemoryWords,
  features: {
    stale: { kind: 'flag', unit: 'yes/no', meaning: 'the event came after the deadline of its type (DEL-13)' },
    frozen: { kind: 'flag', unit: 'yes/no', meaning: 'the owner reported "not me" and nobody cleared it yet (OTP-34)' },
    learning: {
      kind: 'number',
      unit: '0..1',
      meaning: 'how far the account is through its learning period; 1 is out of it',
    },
    accountAgeDays: { kind: 'number', unit: 'days', meaning: 'since the first event of the account' },
    eventsLearned: { kind: 'number', unit: 'events', meaning: 'low-risk or proved events learned from' },
    fraudMemory: { kind: 'number', unit: 'frauds', meaning: 'confirmed frauds and reports, halved every half-life' },
    credentialBreached: {
      kind: 'flag',
      unit: 'yes/no',
      meaning: 'the password was found in a breach and not changed since',
    },
  },
  build(slotOf) {
    const stale = slotOf('stale');
    const frozen = slotOf('frozen');
    const learning = slotOf('learning');
    const age = slotOf('accountAgeDays');
    const learned = slotOf('eventsLearned');
    const fraud = slotOf('fraudMemory');
    const breached = slotOf('credentialBreached');
    return {
      extract({ input, profile, logS }, write, { learningEvents, learningDays, fraudHalfLifeDays }) {
        const ageDays = profile.firstS === 0 ? 0 : Math.max(0, logS - profile.firstS) / dayS;
        // What is rare is written only when it is so: absent means no, and a decision carries these words for ever.
        if (input.flags.includes('stale')) write.flag(stale, true);
        if (profile.frozenS > 0) write.flag(frozen, true);
        if (profile.breachedS > 0) write.flag(breached, true);
        write.number(learning, Math.min(1, Math.max(profile.learned / learningEvents, ageDays / learningDays)));
        write.number(age, ageDays);
        write.number(learned, profile.learned);
        if (profile.frauds === 0) return;
        const fraudAgeDays = Math.max(0, logS - profile.fraudS) / dayS;
        write.number(fraud, profile.frauds * 2 ** (-fraudAgeDays / fraudHalfLifeDays));
      },
      signals: [
        {
          code: 'fraud_history',
          family: 'memory',
          on: acts,
          strength: (f) => Math.min(1, valueOf(f, fraud) || 0),
          observed: (f) => valueOf(f, fraud),
          expected: () => 0,
        },
        {
          code: 'breached_password',
          family: 'memory',
          on: ['login.succeeded'],
          strength: (f) => (isSet(f, breached) ? 1 : 0),
        },
      ],
    };
  },
};
