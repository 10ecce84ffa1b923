import type { Action } from '@countersign/events';
import type { Frame } from './frame.ts';

/** Hebrew. */
export const hebrew: Frame = {
  headline: (action, eventType, score, say) => `${verbs[action]}: ${say.text(eventType)}, בציון ${say.number(score)}`,
  subject: (account, event, at, decision) => `חשבון ${account}, אירוע ${event} בשעה ${at}, החלטה ${decision}`,
  challenge: (id, until) => `אתגר אימות ${id}, בתוקף עד ${until} (UTC).`,
  featuresTitle: 'מאפיינים',
  foreignReason: (code, observed, expected) =>
    `${code}${observed === undefined ? '' : `: ${observed}`}${expected === undefined ? '' : `; הצפוי: ${expected}`}.`,
  verdicts: {
    flood: () => 'החשבון מוצף: כל כך הרבה אירועים בדקה אינם של אדם. נדרש קוד אחד, והשאר ממתין.',
    account_frozen: () => 'החשבון מוקפא מאז שהתקבל הדיווח "זה לא הייתי אני".',
    two_step: () => 'בחשבון הופעל אימות דו־שלבי: כל כניסה מדפדפן שאינו זכור דורשת אימות.',
    passkey_session: () => 'לפני דקות נעשה במכשיר הזה שימוש במפתח גישה; קוד היה מוכיח פחות.',
    channels_barred: (because) => `לא כל ערוץ רשאי לאשר את הפעולה: ${bars.get(String(because)) ?? 'ראו ברשומה'}.`,
    no_channel_left: (because) => `לא נותר ערוץ שרשאי לאשר את הפעולה: ${bars.get(String(because)) ?? 'ראו ברשומה'}.`,
  },
  rule: (id, description) => (description === undefined ? `כלל ${id}.` : `כלל ${id}: ${description}`),
  model(name, times, isLikelier, moves) {
    const found = `המודל ${name} מוצא שאירוע כזה ${isLikelier ? 'שכיח' : 'נדיר'} פי ${times} בקרב הונאות מאשר בקרב אירועים אחרים`;
    return moves === undefined ? `${found}.` : `${found}; מה שהשפיע יותר מכול: ${moves}.`;
  },
  flag: (isSet) => (isSet ? 'כן' : 'לא'),
  move: (input, value, logOdds) => `${input} ${value ?? 'לא ידוע'} (${logOdds})`,
  effects: {
    allow: 'מאשר',
    challenge: 'דורש אימות',
    hold: 'מעכב',
    deny: 'דוחה',
    review: 'מבקש בדיקה',
    addPoints: 'מוסיף נקודות',
  },
  states: {
    applied: '',
    applied_unknown: ', משום שמשהו שהוא זקוק לו אינו ידוע',
    skipped_unknown: '; הושמט, משום שמשהו שהוא זקוק לו אינו ידוע',
    snoozed: '; מושתק עבור החשבון הזה',
  },
  notKnown: (why, what) => `לא ידוע (${why}): ${what}.`,
  unknownReasons: {
    unknown: 'ללא סיבה שצוינה',
    not_supplied: 'לא נמסר',
    unavailable: 'לא היה זמין באותו רגע',
    private: 'כתובת פרטית',
    not_found: 'לא נמצא',
    no_address: 'אין כתובת',
    no_coordinates: 'אין נקודת ציון',
    no_history: 'אין היסטוריה',
    no_limit_for_currency: 'אין סף למטבע הזה',
    no_habit: 'אין הרגל להשוות אליו',
    other_currency: 'יותר ממטבע אחד',
  },
  decidedWithout: (what) => `הוחלט בלי: ${what}.`,
  degraded: { entities: 'מה שמשותף לכמה חשבונות (מכשירים, כתובות, כרטיסים)', geo: 'המקום של הכתובת' },
  flagged: (what) => `סימונים: ${what}.`,
  flags: {
    late: 'הגיע באיחור',
    clockSkew: 'השעון שלו שגוי',
    flood: 'אחד מתוך שיטפון של אירועים בחשבון הזה',
    stale: 'ישן מכדי לבקש אימות',
    forwarded: 'הגיע דרך מחיצה שגויה',
    afterDeadline: 'הוחלט אחרי שתם זמן ההמתנה',
  },
  caseWaits: (until, then) =>
    `הפעולה ממתינה לאדם עד ${until} (UTC), ואז היא ${then === 'released' ? 'משוחררת' : 'נדחית'}.`,
  caseEnded: { released: 'מאז הפעולה שוחררה.', denied: 'מאז הפעולה נדחתה.' },
  humanRoute: (contact) => `לפניות ולבירורים, מענה אנושי: ${contact}.`,
  policy: (id, version) => `מדיניות ${id}@${version}.`,
  levers: {
    place: 'מקום רגיל',
    frozen: 'חשבון שאינו מוקפא',
    stale: 'אירוע שהגיע בזמן',
    deviceKnown: 'מכשיר מוכר',
  },
  atMost: (what, value) => `${what} עד ${value}`,
  atLeast: (what, value) => `${what} מ־${value} ומעלה`,
  otherwise: (what) => `${what} אחרת`,
  counterfactual: (changes, action) => `עם ${changes} ${outcomes[action]}.`,
};

const bars: ReadonlyMap<string, string> = new Map([
  [
    'code_opened',
    'קוד פתח את המכשיר הזה, ולכן קוד נוסף אינו מוכיח דבר; נדרשת אפליקציית אימות שכבר הייתה בשימוש בחשבון',
  ],
  ['password_reset', 'הערוץ איפס את הסיסמה ביממה האחרונה'],
  ['email_alone', 'דואר אלקטרוני לבדו אינו מאשר שינוי של דואר, של חשבון זיכוי או של גורם שני'],
]);

const verbs: Readonly<Record<Action, string>> = {
  allow: 'אושר',
  challenge: 'נדרש אימות',
  hold: 'עוכב',
  deny: 'נדחה',
};
const outcomes: Readonly<Record<Action, string>> = {
  allow: 'הפעולה הייתה מאושרת',
  challenge: 'היה נדרש אימות בלבד',
  hold: 'הפעולה הייתה מעוכבת',
  deny: 'הפעולה הייתה נדחית',
};
