import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** The account as a whole, in words. */
export const accountMemoryWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      fraud_history: {
        sentence: () => 'Fraud was confirmed or reported on this account not long ago.',
        without: 'an account without recent fraud',
      },
      breached_password: {
        sentence: () => 'The password in use was found in a breach.',
        without: 'a password that is in no breach',
      },
    },
    features: {
      stale: 'whether it came too late',
      frozen: 'whether the account is frozen',
      learning: 'how far the account is known',
      accountAgeDays: 'the age of the account',
      eventsLearned: 'the events learned from',
      fraudMemory: 'earlier fraud',
      floodEvents: 'events in a minute',
      floodAsked: 'whether a code is asked already',
      credentialBreached: 'whether the password was found in a breach',
    },
  },
  he: {
    signals: {
      fraud_history: {
        sentence: () => 'לא מזמן אושרה או דווחה הונאה בחשבון הזה.',
        without: 'חשבון בלי הונאה בזמן האחרון',
      },
      breached_password: {
        sentence: () => 'הסיסמה שבשימוש נמצאה בדליפת נתונים.',
        without: 'סיסמה שלא דלפה',
      },
    },
    features: {
      stale: 'האם הגיע מאוחר מדי',
      frozen: 'האם החשבון מוקפא',
      learning: 'מידת ההיכרות עם החשבון',
      accountAgeDays: 'ותק החשבון',
      eventsLearned: 'האירועים שמהם נלמד',
      fraudMemory: 'הונאות קודמות',
      floodEvents: 'אירועים בדקה האחרונה',
      floodAsked: 'האם כבר נדרש קוד',
      credentialBreached: 'האם הסיסמה דלפה',
    },
  },
};
