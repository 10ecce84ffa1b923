import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';
import type { LinkKind } from './linkage-uses.ts';

/** Links to the fraud of others, in words. */
export const linkageWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      linked_fraud: {
        sentence: ({ observed }) =>
          `Another account was robbed or reported not long ago on the same ${wordOf(english, observed, 'device, card or address')}.`,
        without: 'a device, card and address without fraud',
      },
    },
    features: { linkedFraud: 'fraud of other accounts in the same place', linkedBy: 'what is shared with them' },
  },
  he: {
    signals: {
      linked_fraud: {
        sentence: ({ observed }) =>
          `לא מזמן אירעה הונאה או התקבל דיווח בחשבון אחר עם ${wordOf(hebrew, observed, 'אותו מכשיר, כרטיס או כתובת')}.`,
        without: 'מכשיר, כרטיס וכתובת ללא הונאות',
      },
    },
    features: { linkedFraud: 'הונאות של חשבונות אחרים באותו מקום', linkedBy: 'מה משותף להם' },
  },
};

const english: Readonly<Record<LinkKind, string>> = { device: 'device', instrument: 'card', address: 'address' };
const hebrew: Readonly<Record<LinkKind, string>> = {
  device: 'אותו מכשיר',
  instrument: 'אותו כרטיס',
  address: 'אותה כתובת',
};

const wordOf = (words: Readonly<Record<string, string>>, kind: unknown, otherwise: string): string =>
  words[String(kind)] ?? otherwise;
