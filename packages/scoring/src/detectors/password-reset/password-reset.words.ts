import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Password resets in words. */
export const passwordResetWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      reset_burst: {
        sentence: ({ observed, expected }, say) =>
          `${say.plural(observed, { one: 'One new password was', other: (n) => `${n} new passwords were` })} asked for within 24 hours; expected at most ${say.number(expected)}.`,
        without: 'fewer requests for a new password',
      },
      reset_spray: {
        sentence: ({ observed, expected }, say) =>
          `New passwords of ${say.plural(observed, { one: 'one account', other: (n) => `${n} accounts` })} were asked for from this device or address within 24 hours; expected at most ${say.number(expected)}.`,
        without: 'requests for one account alone',
      },
      reset_after_contact_change: {
        sentence: ({ observed, expected }, say) =>
          `A contact of the account was changed ${say.hours(observed)} before, and may be a thief's; expected none within ${say.hours(expected)}.`,
        without: 'no changed contact before it',
      },
    },
    features: {
      resets24h: 'requests for a new password in 24 hours',
      resetAccounts24h: 'accounts whose password was asked for from here',
      contactChangedHours: 'the time since a contact was changed',
    },
    values: { contactChangedHours: (value, say) => say.hours(value) },
  },
  he: {
    signals: {
      reset_burst: {
        sentence: ({ observed, expected }, say) =>
          `${say.plural(observed, { one: 'התבקשה סיסמה חדשה אחת', two: 'התבקשו שתי סיסמאות חדשות', other: (n) => `התבקשו ${n} סיסמאות חדשות` })} ביממה האחרונה; הצפוי: עד ${say.number(expected)}.`,
        without: 'פחות בקשות לסיסמה חדשה',
      },
      reset_spray: {
        sentence: ({ observed, expected }, say) =>
          `מהמכשיר או מהכתובת הזו התבקשו ביממה האחרונה סיסמאות חדשות של ${say.plural(observed, { one: 'חשבון אחד', two: 'שני חשבונות', other: (n) => `${n} חשבונות` })}; הצפוי: עד ${say.number(expected)}.`,
        without: 'בקשות לחשבון אחד בלבד',
      },
      reset_after_contact_change: {
        sentence: ({ observed, expected }, say) =>
          `אמצעי קשר של החשבון שונה ${say.hours(observed)} לפני כן, וייתכן שהוא של גנב; הצפוי: בלי שינוי כזה במהלך ${say.hours(expected)}.`,
        without: 'בקשה שלא קדם לה שינוי של אמצעי קשר',
      },
    },
    features: {
      resets24h: 'בקשות לסיסמה חדשה ביממה האחרונה',
      resetAccounts24h: 'חשבונות שסיסמתם התבקשה מכאן',
      contactChangedHours: 'הזמן מאז שינוי של אמצעי קשר',
    },
    values: { contactChangedHours: (value, say) => say.hours(value) },
  },
};
