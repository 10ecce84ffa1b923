import type { Catalogue } from './catalogue.ts';

/** The messages in Hebrew. Values of other scripts stand in isolates of their own (see `layout.ts`). */
export const hebrew: Catalogue = {
  language: 'he',
  direction: 'rtl',
  labels: {
    act: 'מה',
    amount: 'סכום',
    interval: 'תדירות החיוב',
    firstCharge: 'חיוב ראשון',
    trialEnds: 'סוף תקופת הניסיון',
    payee: 'עבור',
    item: 'פריט',
    place: 'באזור',
    device: 'מכשיר',
    reference: 'אסמכתא',
  },
  intervals: { day: 'בכל יום', week: 'בכל שבוע', month: 'בכל חודש', quarter: 'בכל רבעון', year: 'בכל שנה' },
  deliveries: { parcel: 'חבילה', grocery: 'מצרכים' },
  act: (eventType, setting) =>
    (eventType === 'settings.change_requested' ? settings[setting ?? ''] : acts[eventType]) ?? 'שינוי בחשבון שלך',
  subject: ({ brand, reference }, act, amount) =>
    `${brand}: קוד אימות עבור: ${act}${amount === undefined ? '' : `, ${amount}`} (${reference})`,
  intro: ({ brand }) => `התקבלה באתר ${brand} הבקשה הבאה, ואנו מקווים שהיא שלך:`,
  code: (code) => `הקוד שלך: ${code}`,
  worksOnce: (goodUntil) => `הקוד תקף פעם אחת בלבד, לפעולה זו בלבד, עד ${goodUntil}.`,
  onlyOnPage: ({ reference }) => `יש להקליד אותו רק בדף שמציג את האסמכתא ${reference}.`,
  nobodyAsks: ({ brand }) => [
    `איש לעולם לא יבקש ממך את הקוד הזה: לא ${brand}, לא הבנק שלך ולא המשטרה.`,
    "מי שמבקש אותו, בטלפון, בצ'אט או בדואר, מנסה לגנוב ממך.",
  ],
  notYou: ({ support, reference }) => [
    'הפעולה לא שלך? אין להשתמש בקוד בשום מקום; יש לבחור בדף באפשרות "זה לא אני",',
    `או לכתוב אל ${support} ולציין את האסמכתא ${reference}.`,
  ],
  notYouAt: (url, { support, reference }) => [
    'הפעולה לא שלך? אין להשתמש בקוד בשום מקום; יש לומר זאת כאן:',
    url,
    `או לכתוב אל ${support} ולציין את האסמכתא ${reference}.`,
  ],
  courier: {
    intro: ({ brand }) => `משלוח של ${brand} בדרך אליך:`,
    worksOnce: (goodUntil) => `הקוד תקף פעם אחת בלבד, למשלוח זה בלבד, עד ${goodUntil}.`,
    onlyAtTheDoor: () => "יש למסור אותו רק ליד הדלת, כשהחבילה נמצאת מולך; לעולם לא בטלפון, בצ'אט או בדואר.",
    notExpected: ({ support, reference }) => [
      'לא ציפית למשלוח? אין למסור את הקוד לאיש;',
      `יש לכתוב אל ${support} ולציין את האסמכתא ${reference}.`,
    ],
  },
};

const acts: Readonly<Record<string, string>> = {
  'login.succeeded': 'כניסה לחשבון',
  'password_reset.requested': 'איפוס סיסמה',
  'account.created': 'חשבון חדש',
  'purchase.requested': 'רכישה',
  'gift_card.issued': 'כרטיס מתנה',
  'gift_card.redemption_requested': 'מימוש כרטיס מתנה',
  'refund.requested': 'החזר כספי',
  'subscription.start_requested': 'התחלת מינוי',
  'delivery.dispatched': 'משלוח',
  'delivery.rescheduled': 'שינוי מועד משלוח',
  'delivery.handover_attempted': 'מסירת משלוח',
};

const settings: Readonly<Record<string, string>> = {
  email: 'שינוי כתובת הדואר האלקטרוני שלך',
  phone: 'שינוי מספר הטלפון שלך',
  password: 'שינוי הסיסמה שלך',
  payment_method: 'שינוי אמצעי תשלום',
  shipping_address: 'שינוי כתובת למשלוח',
  payout: 'שינוי היעד לקבלת תשלומים',
  mfa: 'שינוי האימות הדו-שלבי',
  mfa_remove: 'הסרת גורם האימות השני שלך',
  two_step: 'אימות דו-שלבי בכל כניסה',
  two_step_remove: 'ביטול האימות הדו-שלבי בכל כניסה',
  name: 'שינוי שמך',
};
