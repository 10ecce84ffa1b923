import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Hours of the day in words. */
export const unusualHourWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      unusual_hour: {
        sentence: ({ observed, expected }, say) =>
          `The account is never active at this time of day: ${say.hours(observed)} from its usual hour; expected at most ${say.hours(expected)}.`,
        without: 'a usual time of day',
      },
    },
    features: {
      hoursFromUsual: 'the distance from the usual hour',
      hourConcentration: 'how regular the hours are',
    },
    values: { hoursFromUsual: (value, say) => say.hours(value) },
  },
  he: {
    signals: {
      unusual_hour: {
        sentence: ({ observed, expected }, say) =>
          `החשבון אינו פעיל בשעה כזו: ${say.hours(observed)} מהשעה הרגילה שלו; הצפוי: עד ${say.hours(expected)}.`,
        without: 'שעה רגילה ביום',
      },
    },
    features: { hoursFromUsual: 'המרחק מהשעה הרגילה', hourConcentration: 'מידת הקביעות של השעות' },
    values: { hoursFromUsual: (value, say) => say.hours(value) },
  },
};
