import type { DetectorWords, Evidence } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';
import type { Shown, Speech } from '../../words/speech.ts';

const inCurrency = (value: Shown, say: Speech, feature: Evidence['feature']): string =>
  say.money(`${value} ${feature('currency')}`);

/** Subscriptions in words. */
export const subscriptionStartWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      subscription_intent: {
        sentence: ({ observed, expected }, say) =>
          `The subscription costs ${say.money(observed)} a year; from ${say.money(expected)} on the owner confirms that it is meant.`,
        without: 'a cheaper subscription',
      },
      trial_abuse: {
        sentence: ({ observed, expected }, say) =>
          `Free trials are taken again and again: ${say.number(observed)} of this account, or accounts on its device or card; expected at most ${say.number(expected)}.`,
        without: 'fewer free trials',
      },
    },
    features: {
      yearlyCost: 'what a year costs',
      yearlyCostOfLimit: 'the share of the yearly limit',
      planKnown: 'whether the account had this plan before',
      startsAsTrial: 'whether it begins with a free trial',
      trialsFaded: 'free trials so far',
      trialAccounts: 'accounts with a free trial on this device or card',
    },
    values: { yearlyCost: inCurrency },
  },
  he: {
    signals: {
      subscription_intent: {
        sentence: ({ observed, expected }, say) =>
          `המינוי עולה ${say.money(observed)} בשנה; החל מ־${say.money(expected)} נדרש אישור שזו אכן הכוונה.`,
        without: 'מינוי זול יותר',
      },
      trial_abuse: {
        sentence: ({ observed, expected }, say) =>
          `תקופות ניסיון בחינם נלקחות שוב ושוב: ${say.number(observed)} של החשבון הזה או של חשבונות באותו מכשיר או כרטיס; הצפוי: עד ${say.number(expected)}.`,
        without: 'פחות תקופות ניסיון בחינם',
      },
    },
    features: {
      yearlyCost: 'עלות המינוי לשנה',
      yearlyCostOfLimit: 'העלות ביחס לסף השנתי',
      planKnown: 'האם לחשבון היה מינוי כזה בעבר',
      startsAsTrial: 'האם המינוי מתחיל בתקופת ניסיון',
      trialsFaded: 'תקופות ניסיון עד כה',
      trialAccounts: 'חשבונות בתקופת ניסיון באותו מכשיר או כרטיס',
    },
    values: { yearlyCost: inCurrency },
  },
};
