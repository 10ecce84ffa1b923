import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** New accounts in words. */
export const newAccountAbuseWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      account_farm: {
        sentence: ({ observed, expected }, say) =>
          `The account was opened as one of ${say.number(observed)} with the same device, card or address; expected at most ${say.number(expected)}.`,
        without: 'an account opened alone',
      },
      young_high_spend: {
        sentence: ({ observed, expected }, say) =>
          `The account spends a lot for its age of ${say.days(observed)}; young is what is opened less than ${say.days(expected)} ago.`,
        without: 'an older account, or less spent',
      },
    },
    features: {
      openedTogether: 'accounts opened with the same device, card or address',
      openedDays: 'when the account was opened',
    },
    values: { openedDays: (value, say) => say.days(value) },
  },
  he: {
    signals: {
      account_farm: {
        sentence: ({ observed, expected }, say) =>
          `החשבון נפתח כאחד מתוך ${say.number(observed)} עם אותו מכשיר, כרטיס או כתובת; הצפוי: עד ${say.number(expected)}.`,
        without: 'חשבון שנפתח לבדו',
      },
      young_high_spend: {
        sentence: ({ observed, expected }, say) =>
          `החשבון מוציא הרבה ביחס לגילו, ${say.days(observed)}; צעיר הוא חשבון שנפתח לפני פחות מ־${say.days(expected)}.`,
        without: 'חשבון ותיק יותר, או הוצאה קטנה יותר',
      },
    },
    features: {
      openedTogether: 'חשבונות שנפתחו עם אותו מכשיר, כרטיס או כתובת',
      openedDays: 'מתי נפתח החשבון',
    },
    values: { openedDays: (value, say) => say.days(value) },
  },
};
