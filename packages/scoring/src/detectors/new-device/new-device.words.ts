import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Devices in words. */
export const newDeviceWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      new_device: {
        sentence: ({ observed, expected }, say) =>
          `The device is new to this account: ${typeof observed === 'number' ? `not seen for ${say.days(observed)}` : 'never seen'}; expected one seen within ${say.days(expected)}.`,
        without: 'a known device',
      },
      foreign_agent: {
        sentence: ({ observed }) =>
          observed === 'system'
            ? 'The device is known, but never showed this operating system: its cookie may have been copied to another machine.'
            : 'The device is known, but never showed this browser.',
        without: 'the browser and system that this device always showed',
      },
      distrusted_device: {
        sentence: () => 'The device was reported by the owner or belonged to a confirmed fraud.',
        without: 'a device that was not reported',
      },
      device_shared: {
        sentence: ({ observed, expected }, say) =>
          `${say.plural(observed, { one: 'One account was', other: (n) => `${n} accounts were` })} new to this device within 7 days; expected fewer than ${say.number(expected)}.`,
        without: 'a device of one household',
      },
      known_device: {
        sentence: ({ observed }, say) =>
          `The account first used this device ${observed === 0 ? 'less than a day ago' : say.plural(observed, { one: 'a day ago', other: (n) => `${n} days ago` })}.`,
        without: 'no known device',
      },
      proved_device: {
        sentence: ({ observed }, say) =>
          `The owner proved this device with a code (${proofs.en.get(String(observed)) ?? say.text(observed)}).`,
        without: 'no proved device',
      },
    },
    features: {
      deviceKnown: 'whether the device is known',
      deviceAgeDays: 'how long the device is known',
      deviceIdleDays: 'when the device was last seen',
      deviceLatest: 'whether the account used no other device since',
      deviceTrust: 'the trust in the device',
      deviceSystemKnown: 'whether the device showed this system before',
      deviceBrowserKnown: 'whether the device showed this browser before',
      deviceNewAccounts: 'accounts new to the device',
    },
    values: { deviceAgeDays: (value, say) => say.days(value), deviceIdleDays: (value, say) => say.days(value) },
  },
  he: {
    signals: {
      new_device: {
        sentence: ({ observed, expected }, say) =>
          `המכשיר חדש בחשבון הזה: ${typeof observed === 'number' ? `לא נראה כבר ${say.days(observed)}` : 'מעולם לא נראה'}; הצפוי: מכשיר שנראה במהלך ${say.days(expected)}.`,
        without: 'מכשיר מוכר',
      },
      foreign_agent: {
        sentence: ({ observed }) =>
          observed === 'system'
            ? 'המכשיר מוכר, אבל מעולם לא הציג את מערכת ההפעלה הזו: ייתכן שהעוגייה שלו הועתקה למחשב אחר.'
            : 'המכשיר מוכר, אבל מעולם לא הציג את הדפדפן הזה.',
        without: 'הדפדפן והמערכת שהמכשיר הזה הציג תמיד',
      },
      distrusted_device: {
        sentence: () => 'התקבל דיווח על המכשיר, או שהוא היה שייך להונאה שאושרה.',
        without: 'מכשיר שלא דווח',
      },
      device_shared: {
        sentence: ({ observed, expected }, say) =>
          `${say.plural(observed, { one: 'חשבון אחד היה חדש', two: 'שני חשבונות היו חדשים', other: (n) => `${n} חשבונות היו חדשים` })} במכשיר הזה במהלך 7 ימים; הצפוי: פחות מ־${say.number(expected)}.`,
        without: 'מכשיר של משק בית אחד',
      },
      known_device: {
        sentence: ({ observed }, say) =>
          `החשבון השתמש לראשונה במכשיר הזה ${observed === 0 ? 'לפני פחות מיום' : say.plural(observed, { one: 'לפני יום', two: 'לפני יומיים', other: (n) => `לפני ${n} ימים` })}.`,
        without: 'מכשיר לא מוכר',
      },
      proved_device: {
        sentence: ({ observed }, say) =>
          `המכשיר הזה הוכח בקוד (${proofs.he.get(String(observed)) ?? say.text(observed)}).`,
        without: 'מכשיר שלא הוכח',
      },
    },
    features: {
      deviceKnown: 'האם המכשיר מוכר',
      deviceAgeDays: 'כמה זמן המכשיר מוכר',
      deviceIdleDays: 'מתי נראה המכשיר לאחרונה',
      deviceLatest: 'האם החשבון לא השתמש מאז במכשיר אחר',
      deviceTrust: 'האמון במכשיר',
      deviceSystemKnown: 'האם המכשיר הציג בעבר את מערכת ההפעלה הזו',
      deviceBrowserKnown: 'האם המכשיר הציג בעבר את הדפדפן הזה',
      deviceNewAccounts: 'חשבונות חדשים במכשיר',
    },
    values: { deviceAgeDays: (value, say) => say.days(value), deviceIdleDays: (value, say) => say.days(value) },
  },
};

const proofs: InEveryLanguage<ReadonlyMap<string, string>> = {
  en: new Map([
    ['email', 'by e-mail'],
    ['phone', 'by phone'],
    ['authenticator', 'by an authenticator app'],
  ]),
  he: new Map([
    ['email', 'בדואר אלקטרוני'],
    ['phone', 'בטלפון'],
    ['authenticator', 'באפליקציית אימות'],
  ]),
};
