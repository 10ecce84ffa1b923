import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Refunds in words. */
export const refundRequestWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      refund_elsewhere: {
        sentence: ({ observed }, say) =>
          `The money should not go back to where it came from: ${targets.en.get(String(observed)) ?? say.text(observed)}.`,
        without: 'a refund to the instrument that paid',
      },
      refund_target_shared: {
        sentence: ({ observed, expected }, say) =>
          `Refunds of ${say.plural(observed, { one: 'one account', other: (n) => `${n} accounts` })} went to this instrument within 30 days; expected at most ${say.number(expected)}.`,
        without: 'an instrument that nobody else is refunded to',
      },
      refund_rate: {
        sentence: ({ observed, expected, feature }, say) =>
          `Much of what was bought comes back: about ${say.number(observed)} refunds in a month, expected at most ${say.number(expected)}; by purchase it is ${say.number(feature('refundShare'))}.`,
        without: 'fewer refunds',
      },
    },
    features: {
      refundTarget: 'where the refund goes',
      refundElsewhere: 'whether it goes elsewhere',
      refundTargetKnown: 'whether the account used that instrument before',
      refundTargetAccounts: 'accounts refunded to that instrument',
      refunds24h: 'refunds in 24 hours',
      refundsFaded: 'refunds of about a month',
      refundShare: 'refunds by purchase',
    },
  },
  he: {
    signals: {
      refund_elsewhere: {
        sentence: ({ observed }, say) =>
          `הכסף אמור לחזור למקום אחר מזה שממנו שולם: ${targets.he.get(String(observed)) ?? say.text(observed)}.`,
        without: 'החזר לאמצעי התשלום המקורי',
      },
      refund_target_shared: {
        sentence: ({ observed, expected }, say) =>
          `החזרים של ${say.plural(observed, { one: 'חשבון אחד', two: 'שני חשבונות', other: (n) => `${n} חשבונות` })} הופנו לאמצעי התשלום הזה ב־30 הימים האחרונים; הצפוי: עד ${say.number(expected)}.`,
        without: 'אמצעי תשלום שאין אליו החזרים מאחרים',
      },
      refund_rate: {
        sentence: ({ observed, expected, feature }, say) =>
          `חלק גדול מהקניות מוחזר: כ־${say.number(observed)} החזרים בחודש, הצפוי: עד ${say.number(expected)}; ביחס לכל קנייה: ${say.number(feature('refundShare'))}.`,
        without: 'פחות החזרים',
      },
    },
    features: {
      refundTarget: 'יעד ההחזר',
      refundElsewhere: 'האם ההחזר הולך למקום אחר',
      refundTargetKnown: 'האם החשבון השתמש באמצעי התשלום הזה בעבר',
      refundTargetAccounts: 'חשבונות שקיבלו החזר לאמצעי התשלום הזה',
      refunds24h: 'החזרים ביממה האחרונה',
      refundsFaded: 'החזרים בחודש בערך',
      refundShare: 'החזרים ביחס לקניות',
    },
  },
};

const targets = {
  en: new Map([
    ['card', 'to another card'],
    ['bank_account', 'to a bank account'],
    ['gift_card', 'to a gift card'],
    ['wallet', 'to a wallet'],
    ['other', 'somewhere else'],
  ]),
  he: new Map([
    ['card', 'לכרטיס אחר'],
    ['bank_account', 'לחשבון בנק'],
    ['gift_card', 'לכרטיס מתנה'],
    ['wallet', 'לארנק דיגיטלי'],
    ['other', 'למקום אחר'],
  ]),
};
