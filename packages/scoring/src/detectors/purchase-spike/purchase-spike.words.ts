import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Purchases in words. */
export const purchaseSpikeWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      unusual_amount: {
        sentence: ({ observed, expected }, say) =>
          `The amount is far above what this account spends: ${say.money(observed)}; expected around ${say.money(expected)}.`,
        without: 'an amount as usual',
      },
      purchase_burst: {
        sentence: ({ feature, expected }, say) =>
          `There are many purchases at once: ${say.number(feature('purchases1h'))} in one hour, ${say.number(feature('purchases24h'))} in 24 hours; expected about ${say.number(expected)} a day.`,
        without: 'fewer purchases',
      },
      spend_burst: {
        sentence: ({ observed, expected }, say) =>
          `The account spends far more than on a usual day: ${say.money(observed)} in 24 hours; expected around ${say.money(expected)}.`,
        without: 'a sum as on a usual day',
      },
      usual_amount: {
        sentence: ({ observed, expected }, say) =>
          `The account often spends such an amount: ${say.number(observed)}; usual is ${say.number(expected)}.`,
        without: 'an unusual amount',
      },
    },
    features: {
      spendZ: 'how unusual the amount is',
      usualAmount: 'the usual amount',
      purchasesLearned: 'the purchases learned from',
      purchases1h: 'purchases in one hour',
      purchases24h: 'purchases in 24 hours',
      purchasesPerDay: 'usual purchases a day',
      spent24h: 'the sum of 24 hours',
      spent24hZ: 'how unusual that sum is',
    },
  },
  he: {
    signals: {
      unusual_amount: {
        sentence: ({ observed, expected }, say) =>
          `הסכום גבוה בהרבה ממה שהחשבון הזה מוציא: ${say.money(observed)}; הצפוי: בערך ${say.money(expected)}.`,
        without: 'סכום רגיל',
      },
      purchase_burst: {
        sentence: ({ feature, expected }, say) =>
          `רכישות רבות בבת אחת: ${say.number(feature('purchases1h'))} בשעה, ${say.number(feature('purchases24h'))} ביממה; הצפוי: בערך ${say.number(expected)} ביום.`,
        without: 'פחות רכישות',
      },
      spend_burst: {
        sentence: ({ observed, expected }, say) =>
          `החשבון מוציא הרבה יותר מאשר ביום רגיל: ${say.money(observed)} ביממה; הצפוי: בערך ${say.money(expected)}.`,
        without: 'סכום כמו ביום רגיל',
      },
      usual_amount: {
        sentence: ({ observed, expected }, say) =>
          `החשבון מוציא סכום כזה לעיתים קרובות: ${say.number(observed)}; הרגיל: ${say.number(expected)}.`,
        without: 'סכום חריג',
      },
    },
    features: {
      spendZ: 'מידת החריגות של הסכום',
      usualAmount: 'הסכום הרגיל',
      purchasesLearned: 'הרכישות שמהן נלמד',
      purchases1h: 'רכישות בשעה האחרונה',
      purchases24h: 'רכישות ביממה האחרונה',
      purchasesPerDay: 'רכישות רגילות ביום',
      spent24h: 'הסכום שהוצא ביממה האחרונה',
      spent24hZ: 'מידת החריגות של סכום היממה',
    },
  },
};
