import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Accounts that were left alone, in words. */
export const dormancyWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      dormant_account: {
        sentence: ({ observed, expected }, say) =>
          `The account was left alone for ${say.days(observed)} before this; from ${say.days(expected)} on that is unusual for such an act.`,
        without: 'an account in use',
      },
    },
    features: { pausedDays: 'how long the account was left alone' },
    values: { pausedDays: (value, say) => say.days(value) },
  },
  he: {
    signals: {
      dormant_account: {
        sentence: ({ observed, expected }, say) =>
          `החשבון לא היה בשימוש ${say.days(observed)} לפני כן; החל מ־${say.days(expected)} זה חריג לפעולה כזו.`,
        without: 'חשבון שנמצא בשימוש',
      },
    },
    features: { pausedDays: 'כמה זמן החשבון לא היה בשימוש' },
    values: { pausedDays: (value, say) => say.days(value) },
  },
};
