import type { NoticeText, NoticeWords } from './notice-words.ts';

/** The notices in Hebrew. */
export const hebrewNotices: NoticeWords = {
  when: 'מתי',
  text: (kind, contact) => (kind === 'contact_changed' && contact === 'phone' ? phoneChanged : texts[kind]),
  noCode: () => 'אין בהודעה זו קוד, ואין צורך להשיב עליה.',
  notYou: ({ support, reference }) => [`הפעולה לא שלך? יש לכתוב מיד אל ${support} ולציין את האסמכתא ${reference}.`],
  notYouShort: ({ support, reference }) => `לא שלך? ${support}, אסמכתא ${reference}`,
};

const phoneChanged: NoticeText = {
  headline: 'מספר הטלפון שלך שונה',
  meaning: [
    'מספר הטלפון בחשבון שלך שונה או הוסר.',
    'בימים הקרובים יישלחו קודים לפרטי הקשר הקודמים, כדי שאדם זר לא ירוויח מכך דבר.',
  ],
};

const texts = {
  contact_changed: {
    headline: 'כתובת הדואר האלקטרוני שלך שונתה',
    meaning: [
      'כתובת הדואר האלקטרוני בחשבון שלך שונתה או הוסרה.',
      'בימים הקרובים יישלחו קודים לפרטי הקשר הקודמים, כדי שאדם זר לא ירוויח מכך דבר.',
    ],
  },
  reported: {
    headline: 'דווח שבקשה מסוימת אינה שלך',
    meaning: [
      'מהחשבון שלך התקבל דיווח שהבקשה הזו אינה שלך.',
      'פעולות רגישות בחשבון שלך מוקפאות עד שהתמיכה שלנו, או אפליקציית האימות שלך, ישחררו אותן.',
    ],
  },
  act_held: {
    headline: 'שינוי בחשבון שלך ממתין לבדיקה',
    meaning: ['עצרנו את הפעולה, כי קוד בלבד אינו מספיק כדי לאשר אותה. אדם יבדוק אותה תחילה.'],
  },
  step_up_verified: {
    headline: 'נעשה שימוש בקוד שלך ממקום חדש',
    meaning: ['הקוד הנכון הוקלד עבור הבקשה הזו, ממכשיר או ממקום חדשים בחשבון שלך.'],
  },
  step_up_failed: {
    headline: 'הוקלדו קודים שגויים עבור החשבון שלך',
    meaning: ['קודים שגויים הוקלדו עבור הבקשה הזו, ממכשיר או ממקום חדשים. הבקשה נדחתה.'],
  },
  authenticator_added: {
    headline: 'נוספה אפליקציית אימות',
    meaning: ['מעתה אפליקציית אימות יוצרת קודים לחשבון שלך.'],
  },
  authenticator_removed: {
    headline: 'הוסרה אפליקציית אימות',
    meaning: ['אפליקציית אימות אינה יוצרת עוד קודים לחשבון שלך.'],
  },
  recovery_code_used: {
    headline: 'נעשה שימוש בקוד שחזור שלך',
    meaning: ['קוד שחזור הוקלד במקום קוד של אפליקציית האימות שלך. הוא לא יפעל פעם נוספת.'],
  },
  recovery_codes_renewed: {
    headline: 'נוצרו עבורך קודי שחזור חדשים',
    meaning: ['נוצרו קודי שחזור חדשים לאפליקציית האימות שלך. הקודים הקודמים אינם פועלים עוד.'],
  },
} as const satisfies Readonly<Record<string, NoticeText>>;
