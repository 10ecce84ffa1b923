import { z } from 'zod';
import { valueOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { type Scene, dayS } from '../../features/scene.ts';
import { leastPauseDays } from '../../learning/access-traces.ts';
import { acts } from '../acts.ts';
import type { Detector } from '../detector.ts';
import { dormancyWords } from './dormancy.words.ts';

const parameters = z.strictObject({
  /** Days without an act from which on an account is dormant, and where it counts in full. */
  dormantDays: z.number().min(30).max(3_650).default(90),
  longDormantDays: z.number().min(31).max(3_650).default(365),
  /** Days after the return during which acts belong to it, unless a code proved the owner meanwhile. */
  returnDays: z.number().min(0.1).max(30).default(7),
});
type Parameters = z.infer<typeof parameters>;

/** At `dormantDays` half of it counts. */
const atOnce = 0.5;

/** Nothing for months, and then a sensitive act: old passwords are the ones that leak. */
export const dormancy: Detector<Parameters> = {
  name: 'dormancy',
  on: acts,
  parameters,
  words: dormancyWords,
  features: {
    pausedDays: { kind: 'number', unit: 'days', meaning: 'without an act before the return that this act belongs to' },
  },
  build(slotOf) {
    const paused = slotOf('pausedDays');
    return {
      extract(scene, write, { returnDays }) {
        const days = pauseOf(scene, returnDays);
        if (days !== undefined) write.number(paused, days);
      },
      signals: [
        {
          code: 'dormant_account',
          family: 'novelty',
          strength: (f, p) =>
            valueOf(f, paused) >= p.dormantDays
              ? atOnce + (1 - atOnce) * ramp(valueOf(f, paused), p.dormantDays, p.longDormantDays)
              : 0,
          observed: (f) => Math.floor(valueOf(f, paused)),
          expected: (_, p) => p.dormantDays,
        },
      ],
    };
  },
};

/** The pause that this act ends, or that ended a few days ago; undefined where the account was not left alone. */
function pauseOf({ profile, logS }: Scene, returnDays: number): number | undefined {
  const { actedS, wokeS, pausedDays } = profile.access;
  if (actedS === 0) return undefined;
  const days = Math.max(0, logS - actedS) / dayS;
  if (days >= leastPauseDays) return days;
  return wokeS > 0 && logS - wokeS < returnDays * dayS ? pausedDays : undefined;
}
