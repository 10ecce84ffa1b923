import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** New things to buy, to pay with and to send to, in words. */
export const spendingNoveltyWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      unusual_for_category: {
        sentence: ({ observed, expected }, say) =>
          `The amount is high for what is bought: ${say.money(observed)}; the account usually spends ${say.money(expected)} on such things.`,
        without: 'an amount as usual for such things',
      },
      new_currency: {
        sentence: ({ observed }, say) => `The account never paid in this currency: ${say.text(observed)}.`,
        without: 'a currency that the account pays in',
      },
      new_instrument: {
        sentence: () => 'The account never paid with this card or account.',
        without: 'a card that the account paid with before',
      },
      new_address: {
        sentence: () => 'The account never had anything sent to this address.',
        without: 'an address that the account knows',
      },
    },
    features: {
      categoryZ: 'the amount against others of its kind',
      categoryUsual: 'what such things usually cost this account',
      currencyKnown: 'whether the account paid in this currency before',
      merchantKnown: 'whether the account knows the merchant',
      instrumentKnown: 'whether the account paid with this before',
      addressKnown: 'whether the account had something sent there before',
    },
  },
  he: {
    signals: {
      unusual_for_category: {
        sentence: ({ observed, expected }, say) =>
          `הסכום גבוה ביחס למה שנקנה: ${say.money(observed)}; החשבון מוציא בדרך כלל ${say.money(expected)} על דברים כאלה.`,
        without: 'סכום רגיל לדברים כאלה',
      },
      new_currency: {
        sentence: ({ observed }, say) => `החשבון מעולם לא שילם במטבע הזה: ${say.text(observed)}.`,
        without: 'מטבע שהחשבון משלם בו',
      },
      new_instrument: {
        sentence: () => 'החשבון מעולם לא שילם באמצעי התשלום הזה.',
        without: 'אמצעי תשלום שהחשבון שילם בו בעבר',
      },
      new_address: {
        sentence: () => 'לא נשלח עדיין דבר מהחשבון הזה לכתובת הזו.',
        without: 'כתובת שהחשבון מכיר',
      },
    },
    features: {
      categoryZ: 'הסכום ביחס לקניות מאותו סוג',
      categoryUsual: 'העלות הרגילה של דברים כאלה בחשבון',
      currencyKnown: 'האם החשבון שילם במטבע הזה בעבר',
      merchantKnown: 'האם החשבון מכיר את בית העסק',
      instrumentKnown: 'האם החשבון שילם באמצעי הזה בעבר',
      addressKnown: 'האם נשלח בעבר משהו לכתובת הזו',
    },
  },
};
