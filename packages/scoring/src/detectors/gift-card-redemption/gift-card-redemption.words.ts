import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Gift cards in words. */
export const giftCardRedemptionWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      gift_card_velocity: {
        sentence: ({ feature, expected }, say) =>
          `Many gift cards are redeemed at once: ${say.number(feature('giftCardTries1h'))} in one hour, ${say.number(feature('giftCardTries24h'))} in 24 hours; expected at most ${say.number(expected)} in 24 hours.`,
        without: 'fewer gift cards at once',
      },
      gift_card_enumeration: {
        sentence: ({ observed, expected }, say) =>
          `${say.plural(observed, { one: 'One gift-card code that led nowhere was', other: (n) => `${n} gift-card codes that led nowhere were` })} typed within 24 hours; expected at most ${say.number(expected)}.`,
        without: 'no guessed codes',
      },
      gift_card_shared: {
        sentence: ({ observed, expected }, say) =>
          `${say.plural(observed, { one: 'One account', other: (n) => `${n} accounts` })} tried this gift card; expected at most ${say.number(expected)}.`,
        without: 'a card that one account tries',
      },
      gift_card_fresh: {
        sentence: ({ observed, expected }, say) =>
          `The card is redeemed right after it was issued: after ${say.minutes(observed)}; expected later than ${say.minutes(expected)}.`,
        without: 'a card that was issued earlier',
      },
      gift_card_high_value: {
        sentence: ({ observed, expected }, say) =>
          `The gift card is worth a lot: ${say.money(observed)}; the limit is ${say.money(expected)}.`,
        without: 'a card below the limit',
      },
    },
    features: {
      giftCardTries1h: 'gift cards in one hour',
      giftCardTries24h: 'gift cards in 24 hours',
      giftCardFailures24h: 'gift-card codes that led nowhere',
      giftCardAccounts: 'accounts that tried this card',
      giftCardAgeMinutes: 'the age of the card',
      giftCardValue: 'the value of the card',
      giftCardCurrency: 'its currency',
      giftCardOfLimit: 'its share of the limit',
    },
    values: {
      giftCardAgeMinutes: (value, say) => say.minutes(value),
      giftCardValue: (value, say, feature) => say.money(`${String(value)} ${String(feature('giftCardCurrency'))}`),
    },
  },
  he: {
    signals: {
      gift_card_velocity: {
        sentence: ({ feature, expected }, say) =>
          `כרטיסי מתנה רבים נפדים בבת אחת: ${say.number(feature('giftCardTries1h'))} בשעה, ${say.number(feature('giftCardTries24h'))} ביממה; הצפוי: עד ${say.number(expected)} ביממה.`,
        without: 'פחות כרטיסי מתנה בבת אחת',
      },
      gift_card_enumeration: {
        sentence: ({ observed, expected }, say) =>
          `${say.plural(observed, { one: 'הוקלד קוד אחד של כרטיס מתנה שלא הוביל לדבר', two: 'הוקלדו שני קודים של כרטיסי מתנה שלא הובילו לדבר', other: (n) => `הוקלדו ${n} קודים של כרטיסי מתנה שלא הובילו לדבר` })} ביממה האחרונה; הצפוי: עד ${say.number(expected)}.`,
        without: 'קודים שלא נוחשו',
      },
      gift_card_shared: {
        sentence: ({ observed, expected }, say) =>
          `${say.plural(observed, { one: 'חשבון אחד ניסה', two: 'שני חשבונות ניסו', other: (n) => `${n} חשבונות ניסו` })} את כרטיס המתנה הזה; הצפוי: עד ${say.number(expected)}.`,
        without: 'כרטיס שרק חשבון אחד מנסה',
      },
      gift_card_fresh: {
        sentence: ({ observed, expected }, say) =>
          `הכרטיס נפדה מיד לאחר שהונפק: כעבור ${say.minutes(observed)}; הצפוי: אחרי יותר מ־${say.minutes(expected)}.`,
        without: 'כרטיס שהונפק קודם לכן',
      },
      gift_card_high_value: {
        sentence: ({ observed, expected }, say) =>
          `כרטיס המתנה שווה סכום גבוה: ${say.money(observed)}; הסף הוא ${say.money(expected)}.`,
        without: 'כרטיס מתחת לסף',
      },
    },
    features: {
      giftCardTries1h: 'כרטיסי מתנה בשעה האחרונה',
      giftCardTries24h: 'כרטיסי מתנה ביממה האחרונה',
      giftCardFailures24h: 'קודים של כרטיסי מתנה שלא הובילו לדבר',
      giftCardAccounts: 'חשבונות שניסו את הכרטיס הזה',
      giftCardAgeMinutes: 'הזמן מאז הנפקת הכרטיס',
      giftCardValue: 'שווי הכרטיס',
      giftCardCurrency: 'מטבע הכרטיס',
      giftCardOfLimit: 'שווי הכרטיס ביחס לסף',
    },
    values: {
      giftCardAgeMinutes: (value, say) => say.minutes(value),
      giftCardValue: (value, say, feature) => say.money(`${String(value)} ${String(feature('giftCardCurrency'))}`),
    },
  },
};
