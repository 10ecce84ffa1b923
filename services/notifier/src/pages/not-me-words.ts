/** What the page "This wasn't me" says in one language. Values come in as plain text; the page escapes everything. */
export interface NotMeWords {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** Before the button was pressed. */
  readonly question: (brand: string) => string;
  readonly reference: (reference: string) => string;
  readonly whatHappens: string;
  readonly button: string;
  /** After it. */
  readonly thanks: string;
  readonly whatNow: (support: string) => string;
  /** The link is over, or was never ours. */
  readonly over: (support: string) => string;
  /** The store does not answer. */
  readonly later: string;
}

const english: NotMeWords = {
  language: 'en',
  direction: 'ltr',
  title: "This wasn't me",
  question: (brand) => `Somebody asked ${brand} for a code for your account. Was that not you?`,
  reference: (reference) => `Reference in the message: ${reference}`,
  whatHappens:
    'If you press the button, what was asked for is refused, the device that it came from is no longer trusted, and everything that moves money or changes your account waits until you confirm that you are you.',
  button: "No, this wasn't me",
  thanks: 'Thank you. It was refused, and your account is protected.',
  whatNow: (support) => `Now change your password. If you need help, write to ${support}.`,
  over: (support) => `This link is not valid any more. If something happened that was not you, write to ${support}.`,
  later: 'That could not be noted just now. Please press the button again in a minute.',
};

const hebrew: NotMeWords = {
  language: 'he',
  direction: 'rtl',
  title: 'זה לא אני',
  question: (brand) => `התקבלה אצל ${brand} בקשה לקוד לחשבון שלך. הבקשה אינה שלך?`,
  reference: (reference) => `האסמכתא שבהודעה: ${reference}`,
  whatHappens:
    'לחיצה על הכפתור תדחה את מה שהתבקש, המכשיר שממנו זה נעשה לא ייחשב עוד למוכר, וכל פעולה שמעבירה כסף או משנה את החשבון תמתין עד שתאושר הזהות שלך.',
  button: 'לא, זה לא אני',
  thanks: 'תודה. הפעולה נדחתה, והחשבון שלך מוגן.',
  whatNow: (support) => `כעת יש לשנות את הסיסמה. לעזרה אפשר לכתוב אל ${support}.`,
  over: (support) => `הקישור אינו תקף עוד. אם קרה משהו שלא היה מצדך, יש לכתוב אל ${support}.`,
  later: 'לא ניתן היה לרשום זאת כעת. יש ללחוץ שוב על הכפתור בעוד דקה.',
};

/** The words of a language; English for one that there are none for. */
export const notMeWordsFor = (language: unknown): NotMeWords => (language === 'he' ? hebrew : english);
