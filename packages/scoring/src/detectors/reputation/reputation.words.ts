import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** What labels said, in words. */
export const reputationWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      like_confirmed_fraud: {
        sentence: ({ observed }, say) =>
          `Purchases of this category, amount and hour turned out to be fraud ${say.number(observed)} times as often as others.`,
        without: 'a purchase of another kind',
      },
      merchant_fraud: {
        sentence: ({ observed }, say) =>
          `Purchases at this merchant turned out to be fraud ${say.number(observed)} times as often as others.`,
        without: 'another merchant',
      },
      network_fraud: {
        sentence: ({ observed }, say) =>
          `What came from this network turned out to be fraud ${say.number(observed)} times as often as elsewhere.`,
        without: 'another network',
      },
      unlike_confirmed_fraud: {
        sentence: ({ observed }, say) =>
          `Purchases of this category, amount and hour turned out to be fraud ${say.number(observed)} times less often than others.`,
        without: 'a purchase of another kind',
      },
    },
    features: {
      alikeLogOdds: 'fraud among purchases like this one',
      alikeSeen: 'purchases like this one',
      merchantLogOdds: 'fraud at the merchant',
      networkLogOdds: 'fraud from the network',
    },
  },
  he: {
    signals: {
      like_confirmed_fraud: {
        sentence: ({ observed }, say) =>
          `שיעור ההונאות ברכישות מהסוג, מהסכום ומהשעה האלה גבוה פי ${say.number(observed)} מהרגיל.`,
        without: 'רכישה מסוג אחר',
      },
      merchant_fraud: {
        sentence: ({ observed }, say) => `שיעור ההונאות אצל בית העסק הזה גבוה פי ${say.number(observed)} מהרגיל.`,
        without: 'בית עסק אחר',
      },
      network_fraud: {
        sentence: ({ observed }, say) => `שיעור ההונאות מהרשת הזו גבוה פי ${say.number(observed)} מהרגיל.`,
        without: 'רשת אחרת',
      },
      unlike_confirmed_fraud: {
        sentence: ({ observed }, say) =>
          `שיעור ההונאות ברכישות מהסוג, מהסכום ומהשעה האלה נמוך פי ${say.number(observed)} מהרגיל.`,
        without: 'רכישה מסוג אחר',
      },
    },
    features: {
      alikeLogOdds: 'הונאות ברכישות דומות',
      alikeSeen: 'רכישות דומות',
      merchantLogOdds: 'הונאות אצל בית העסק',
      networkLogOdds: 'הונאות מהרשת הזו',
    },
  },
};
