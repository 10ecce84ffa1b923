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
      code_opened_elsewhere: {
        sentence: ({ observed, expected }, say) =>
          `One code, typed ${say.hours(observed)} ago, opened both this device and this place; whoever talked it out of somebody sits there now. Nothing sensitive for ${say.hours(expected)}.`,
        without: 'a place that the account knew before',
      },
      unproved_device: {
        sentence: ({ observed, expected }, say) =>
          `The account first used this device ${say.days(observed)} ago, without any proof, and the purchase is above the habit; expected a proved device or one known for ${say.days(expected)}.`,
        without: 'a device that was proved',
      },
    },
    features: {
      codeOpenedHours: 'the time since a code opened the device',
      codeOpenedPlaceKnown: 'whether the account was here before that code',
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
      code_opened_elsewhere: {
        sentence: ({ observed, expected }, say) =>
          `קוד אחד, שהוקלד לפני ${say.hours(observed)}, פתח גם את המכשיר הזה וגם את המקום הזה; מי שהוציא אותו במרמה נמצא שם עכשיו. שום פעולה רגישה במשך ${say.hours(expected)}.`,
        without: 'מקום שהחשבון הכיר קודם לכן',
      },
      unproved_device: {
        sentence: ({ observed, expected }, say) =>
          `החשבון השתמש במכשיר הזה לראשונה לפני ${say.days(observed)}, בלי כל הוכחה, והקנייה גבוהה מההרגל; הצפוי: מכשיר שהוכח או שמוכר כבר ${say.days(expected)}.`,
        without: 'מכשיר שהוכח',
      },
    },
    features: {
      codeOpenedHours: 'הזמן מאז שקוד פתח את המכשיר',
      codeOpenedPlaceKnown: 'האם החשבון היה כאן לפני הקוד',
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
