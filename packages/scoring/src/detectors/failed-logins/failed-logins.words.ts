import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Failed logins in words. */
export const failedLoginsWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      failed_login_burst: {
        sentence: ({ feature, expected }, say) =>
          `Logins or codes failed before: ${say.number(feature('failedLogins1h'))} in one hour, ${say.number(feature('failedLogins24h'))} in 24 hours; expected at most ${say.number(expected)} in one hour.`,
        without: 'no failed logins before',
      },
      stuffing_source: {
        sentence: ({ feature, expected }, say) =>
          `Logins to many accounts failed from this address: ${say.number(feature('ipFailedAccounts1h'))} in one hour, ${say.number(feature('ipFailedAccounts24h'))} in 24 hours; expected at most ${say.number(expected)} in one hour.`,
        without: 'an address that tries one account',
      },
      stuffing_network: {
        sentence: ({ observed, expected }, say) =>
          `Logins to ${say.number(observed)} accounts failed from this network in one hour; expected at most ${say.number(expected)}.`,
        without: 'a network that tries few accounts',
      },
      guessed_from_many: {
        sentence: ({ observed, expected }, say) =>
          `Logins to this account failed from ${say.number(observed)} addresses in one hour; expected at most ${say.number(expected)}.`,
        without: 'failures from few addresses',
      },
    },
    features: {
      failedLogins1h: 'failed logins in one hour',
      failedLogins24h: 'failed logins in 24 hours',
      ipFailedAccounts1h: 'accounts that failed from this address in one hour',
      ipFailedAccounts24h: 'accounts that failed from this address in 24 hours',
      networkFailedAccounts1h: 'accounts that failed from this network in one hour',
      failedAddresses1h: 'addresses from which this account failed in one hour',
    },
  },
  he: {
    signals: {
      failed_login_burst: {
        sentence: ({ feature, expected }, say) =>
          `קודם לכן נכשלו כניסות או קודים: ${say.number(feature('failedLogins1h'))} בשעה, ${say.number(feature('failedLogins24h'))} ביממה; הצפוי: עד ${say.number(expected)} בשעה.`,
        without: 'כניסות קודמות שלא נכשלו',
      },
      stuffing_source: {
        sentence: ({ feature, expected }, say) =>
          `מהכתובת הזו נכשלו כניסות לחשבונות רבים: ${say.number(feature('ipFailedAccounts1h'))} בשעה, ${say.number(feature('ipFailedAccounts24h'))} ביממה; הצפוי: עד ${say.number(expected)} בשעה.`,
        without: 'כתובת שמנסה חשבון אחד בלבד',
      },
      stuffing_network: {
        sentence: ({ observed, expected }, say) =>
          `מהרשת הזו נכשלו בשעה אחת כניסות ל־${say.number(observed)} חשבונות; הצפוי: עד ${say.number(expected)}.`,
        without: 'רשת שמנסה מעט חשבונות',
      },
      guessed_from_many: {
        sentence: ({ observed, expected }, say) =>
          `כניסות לחשבון הזה נכשלו בשעה אחת מ־${say.number(observed)} כתובות; הצפוי: עד ${say.number(expected)}.`,
        without: 'כישלונות ממעט כתובות',
      },
    },
    features: {
      failedLogins1h: 'כניסות שנכשלו בשעה האחרונה',
      failedLogins24h: 'כניסות שנכשלו ביממה האחרונה',
      ipFailedAccounts1h: 'חשבונות שנכשלו מהכתובת הזו בשעה האחרונה',
      ipFailedAccounts24h: 'חשבונות שנכשלו מהכתובת הזו ביממה האחרונה',
      networkFailedAccounts1h: 'חשבונות שנכשלו מהרשת הזו בשעה האחרונה',
      failedAddresses1h: 'כתובות שמהן נכשל החשבון הזה בשעה האחרונה',
    },
  },
};
