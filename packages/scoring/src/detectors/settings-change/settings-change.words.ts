import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Changed settings in words. */
export const settingsChangeWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      sensitive_setting: {
        sentence: ({ observed }, say) =>
          `A change of this setting can hand the account over: ${settings.en.get(String(observed)) ?? say.text(observed)}.`,
        without: 'a less sensitive setting',
      },
      settings_burst: {
        sentence: ({ feature, expected }, say) =>
          `Several settings are being changed at once: ${say.number(feature('settingKinds10m'))} in 10 minutes; expected fewer than ${say.number(expected)}.`,
        without: 'one change at a time',
      },
      takeover_chain: {
        sentence: ({ observed, expected, feature }, say) =>
          `The act follows a change that often starts a take-over: ${settings.en.get(String(observed)) ?? say.text(observed)}, ${say.hours(feature('changeBeforeHours'))} before; expected no such change within ${say.hours(expected)}.`,
        without: 'no change before it',
      },
    },
    features: {
      setting: 'the setting',
      settingSensitivity: 'how sensitive the setting is',
      settingKinds10m: 'settings changed in 10 minutes',
      changeBefore: 'the change before it',
      changeBeforeWeight: 'how much that change weighs',
      changeBeforeHours: 'the time since that change',
    },
    values: { changeBeforeHours: (value, say) => say.hours(value) },
  },
  he: {
    signals: {
      sensitive_setting: {
        sentence: ({ observed }, say) =>
          `שינוי של ההגדרה הזו עלול למסור את החשבון לאדם אחר: ${settings.he.get(String(observed)) ?? say.text(observed)}.`,
        without: 'הגדרה רגישה פחות',
      },
      settings_burst: {
        sentence: ({ feature, expected }, say) =>
          `כמה הגדרות משתנות בבת אחת: ${say.number(feature('settingKinds10m'))} ב־10 דקות; הצפוי: פחות מ־${say.number(expected)}.`,
        without: 'שינוי אחד בכל פעם',
      },
      takeover_chain: {
        sentence: ({ observed, expected, feature }, say) =>
          `הפעולה באה אחרי שינוי שבו מתחילה לעיתים קרובות השתלטות על חשבון: ${settings.he.get(String(observed)) ?? say.text(observed)}, ${say.hours(feature('changeBeforeHours'))} לפני כן; הצפוי: בלי שינוי כזה במהלך ${say.hours(expected)}.`,
        without: 'פעולה שלא קדם לה שינוי',
      },
    },
    features: {
      setting: 'ההגדרה',
      settingSensitivity: 'רגישות ההגדרה',
      settingKinds10m: 'הגדרות שהשתנו ב־10 דקות',
      changeBefore: 'השינוי שקדם לפעולה',
      changeBeforeWeight: 'משקל השינוי שקדם לפעולה',
      changeBeforeHours: 'הזמן מאז השינוי',
    },
    values: { changeBeforeHours: (value, say) => say.hours(value) },
  },
};

const settings: InEveryLanguage<ReadonlyMap<string, string>> = {
  en: new Map([
    ['email', 'the e-mail address'],
    ['phone', 'the phone number'],
    ['password', 'the password'],
    ['payout', 'the payout account'],
    ['mfa', 'the second factor'],
    ['payment_method', 'the payment method'],
    ['shipping_address', 'the shipping address'],
    ['name', 'the name'],
    ['mfa_remove', 'the removal of the second factor'],
    ['two_step', 'two-step verification'],
    ['two_step_remove', 'the end of two-step verification'],
  ]),
  he: new Map([
    ['email', 'כתובת הדואר האלקטרוני'],
    ['phone', 'מספר הטלפון'],
    ['password', 'הסיסמה'],
    ['payout', 'חשבון הזיכוי'],
    ['mfa', 'האימות הדו־שלבי'],
    ['payment_method', 'אמצעי התשלום'],
    ['shipping_address', 'הכתובת למשלוח'],
    ['name', 'השם'],
    ['mfa_remove', 'הסרת הגורם השני'],
    ['two_step', 'אימות דו־שלבי בכל כניסה'],
    ['two_step_remove', 'ביטול האימות הדו־שלבי בכל כניסה'],
  ]),
};
