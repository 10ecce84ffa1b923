import { z } from 'zod';
import { valueOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { concentrationOf, hoursFromUsual } from '../../profile/hour-habit.ts';
import { acts } from '../acts.ts';
import type { Detector } from '../detector.ts';
import { unusualHourWords } from './unusual-hour.words.ts';

const parameters = z.strictObject({
  /** Learned events below which there is no habit. */
  leastEvents: z.int().min(2).max(128).default(10),
  /** Concentration 0..1 below which hours say nothing, and where they say all they can. */
  leastConcentration: z.number().min(0).max(1).default(0.6),
  fullConcentration: z.number().min(0).max(1).default(0.9),
  /** Hours away from the usual one that nobody wonders about, and where it counts in full. */
  ordinaryHours: z.number().min(0).max(12).default(6),
  fullHours: z.number().min(0).max(12).default(10),
});
type Parameters = z.infer<typeof parameters>;

/** An hour of the day at which this account is never up. */
export const unusualHour: Detector<Parameters> = {
  name: 'unusual-hour',
  on: acts,
  parameters,
  words: unusualHourWords,
  features: {
    hoursFromUsual: {
      kind: 'number',
      unit: '0..12 hours',
      meaning: 'around the clock from the usual hour of the account',
    },
    hourConcentration: { kind: 'number', unit: '0..1', meaning: 'how closely its events lie around that hour' },
  },
  build(slotOf) {
    const hours = slotOf('hoursFromUsual');
    const concentration = slotOf('hourConcentration');
    return {
      extract({ profile, nowS }, write, { leastEvents, leastConcentration }) {
        const habit = profile.access.hours;
        if (habit.count < leastEvents) {
          write.notKnown(hours, 'no_history');
          write.notKnown(concentration, 'no_history');
          return;
        }
        const found = concentrationOf(habit);
        write.number(concentration, found);
        if (found < leastConcentration) write.notKnown(hours, 'no_habit');
        else write.number(hours, hoursFromUsual(habit, nowS));
      },
      signals: [
        {
          code: 'unusual_hour',
          family: 'novelty',
          strength: (f, p) =>
            ramp(valueOf(f, hours), p.ordinaryHours, p.fullHours) *
            ramp(valueOf(f, concentration), p.leastConcentration, p.fullConcentration),
          observed: (f) => valueOf(f, hours),
          expected: (_, p) => p.ordinaryHours,
        },
      ],
    };
  },
};
