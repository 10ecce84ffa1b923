import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Usual and unusual networks of a login, in words. */
export const loginLikelihoodWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      unlikely_login: {
        sentence: ({ observed, expected }, say) =>
          `Somebody else is ${say.number(observed)} times likelier to sign in from here than this customer, going by ${say.plural(expected, { one: 'one earlier event', other: (n) => `${n} earlier events` })}.`,
        without: 'a network that the customer often uses',
      },
      unlikely_agent: {
        sentence: ({ observed }, say) =>
          `Somebody else is ${say.number(observed)} times likelier to use this browser and system than this customer.`,
        without: 'a browser and system that the customer often uses',
      },
      likely_login: {
        sentence: ({ observed, expected }, say) =>
          `This customer is ${say.number(observed)} times likelier to sign in from here than somebody else, going by ${say.plural(expected, { one: 'one earlier event', other: (n) => `${n} earlier events` })}.`,
        without: 'a network that the customer seldom uses',
      },
    },
    features: {
      loginLogOdds: 'how unusual the network is',
      agentLogOdds: 'how unusual the browser is',
      loginsRemembered: 'the logins remembered',
    },
  },
  he: {
    signals: {
      unlikely_login: {
        sentence: ({ observed, expected }, say) =>
          `כניסה מכאן שכיחה פי ${say.number(observed)} בחשבונות אחרים מאשר בחשבון הזה, לפי ${say.plural(expected, { one: 'אירוע קודם אחד', two: 'שני אירועים קודמים', other: (n) => `${n} אירועים קודמים` })}.`,
        without: 'רשת ששכיחה בחשבון',
      },
      unlikely_agent: {
        sentence: ({ observed }, say) =>
          `הדפדפן והמערכת האלה שכיחים פי ${say.number(observed)} בחשבונות אחרים מאשר בחשבון הזה.`,
        without: 'דפדפן ומערכת ששכיחים בחשבון',
      },
      likely_login: {
        sentence: ({ observed, expected }, say) =>
          `כניסה מכאן שכיחה פי ${say.number(observed)} בחשבון הזה מאשר בחשבונות אחרים, לפי ${say.plural(expected, { one: 'אירוע קודם אחד', two: 'שני אירועים קודמים', other: (n) => `${n} אירועים קודמים` })}.`,
        without: 'רשת שנדירה בחשבון',
      },
    },
    features: {
      loginLogOdds: 'מידת החריגות של הרשת',
      agentLogOdds: 'מידת החריגות של הדפדפן',
      loginsRemembered: 'הכניסות שזכורות',
    },
  },
};
