import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** High amounts in words. */
export const highValueWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      high_value: {
        sentence: ({ observed, expected }, say) =>
          `The amount is high: ${say.money(observed)}; the limit is ${say.money(expected)}.`,
        without: 'an amount below the limit',
      },
    },
    features: { amount: 'the amount', currency: 'the currency', amountOfLimit: 'its share of the limit' },
    values: { amount: (value, say, feature) => say.money(`${value} ${feature('currency')}`) },
  },
  he: {
    signals: {
      high_value: {
        sentence: ({ observed, expected }, say) =>
          `הסכום גבוה: ${say.money(observed)}; הסף הוא ${say.money(expected)}.`,
        without: 'סכום מתחת לסף',
      },
    },
    features: { amount: 'הסכום', currency: 'המטבע', amountOfLimit: 'הסכום ביחס לסף' },
    values: { amount: (value, say, feature) => say.money(`${value} ${feature('currency')}`) },
  },
};
