import { z } from 'zod';
import type { Profile } from '../../profile/profile.ts';
import { isSet, valueOf } from '../../features/features.ts';
import { dayS } from '../../features/scene.ts';
import { loginLiftsFreeze } from '../../learning/lifts-freeze.ts';
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
  /** Events of one account within a minute from which on nobody but a machine acts (DEL-14); a profile remembers 64. */
  floodPerMinute: z.int().min(2).max(64).default(40),
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
    floodEvents: {
      kind: 'number',
      unit: 'events',
      meaning: 'of this account in the last minute, with this one, while it is flooded (DEL-14); 65 means 65 or more',
    },
    floodAsked: { kind: 'flag', unit: 'yes/no', meaning: 'a challenge is open already while the account is flooded' },
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
    const flood = slotOf('floodEvents');
    const floodAsked = slotOf('floodAsked');
    return {
      extract({ input, profile, logS }, write, p) {
        const { learningEvents, learningDays, fraudHalfLifeDays } = p;
        const ageDays = profile.firstS === 0 ? 0 : Math.max(0, logS - profile.firstS) / dayS;
        // What is rare is written only when it is so: absent means no, and a decision carries these words for ever.
        if (input.flags.includes('stale')) write.flag(stale, true);
        if (profile.frozenS > 0 && !loginLiftsFreeze(input, profile, logS)) write.flag(frozen, true);
        if (profile.breachedS > 0) write.flag(breached, true);
        const lately = 1 + eventsSince(profile, logS - minuteS);
        if (lately >= p.floodPerMinute) {
          write.number(flood, lately);
          if (isAskedSince(profile, logS - challengeLifeS)) write.flag(floodAsked, true);
        }
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

const minuteS = 60;
/** OTP-02: a code lives ten minutes at most. */
const challengeLifeS = 600;

/** Events after an instant, among the last 64; the times of flat triples. */
function eventsSince({ recentEvents }: Profile, sinceS: number): number {
  let count = 0;
  for (let i = recentEvents.length - 1; i >= 0 && (recentEvents[i] ?? 0) > sinceS; i -= 3) count += 1;
  return count;
}

const isAskedSince = ({ provisional }: Profile, sinceS: number): boolean =>
  provisional.some(({ lesson }) => lesson.firstS > sinceS);
