import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Trust by how it was earned, in words. */
export const earnedTrustWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      code_opened_device: {
        sentence: ({ observed, expected }, say) =>
          `Only a code opened this device, ${say.hours(observed)} ago, and a code can be talked out of somebody; sensitive acts need more for ${say.hours(expected)}.`,
        without: 'a device that is known for longer',
      },
    },
    features: {
      codeOpenedHours: 'the time since a code opened the device',
      passkeyMinutes: 'the time since a passkey was used',
      twoStep: 'whether two-step asks at every login',
      barredChannels: 'channels that may not approve the act',
      barredBecause: 'why channels may not approve the act',
    },
    values: {
      codeOpenedHours: (value, say) => say.hours(value),
      passkeyMinutes: (value, say) => say.minutes(value),
    },
  },
  he: {
    signals: {
      code_opened_device: {
        sentence: ({ observed, expected }, say) =>
          `רק קוד פתח את המכשיר הזה, לפני ${say.hours(observed)}, וקוד אפשר להוציא מאדם במרמה; פעולות רגישות דורשות יותר מכך במשך ${say.hours(expected)}.`,
        without: 'מכשיר שמוכר זמן רב יותר',
      },
    },
    features: {
      codeOpenedHours: 'הזמן מאז שקוד פתח את המכשיר',
      passkeyMinutes: 'הזמן מאז השימוש במפתח גישה',
      twoStep: 'אימות דו־שלבי בכל כניסה',
      barredChannels: 'ערוצים שאינם רשאים לאשר את הפעולה',
      barredBecause: 'הסיבה לכך שערוצים אינם רשאים לאשר',
    },
    values: {
      codeOpenedHours: (value, say) => say.hours(value),
      passkeyMinutes: (value, say) => say.minutes(value),
    },
  },
};
