import type { Language } from '../../message/catalogue.ts';

/** The words of an SMS in one language; rows have the labels of the mail. */
export interface SmsWords {
  /** Amounts by the code of their currency, where its sign is not in the GSM alphabet and would halve the room. */
  readonly keepsToGsm: boolean;
  /** `brand`: left out where there is no room, for the last line names the page. */
  code(code: string, what: string, brand: string | undefined): string;
  readonly tellNobody: string;
  /** In place of it where there is room. */
  nobodyAsks(brand: string | undefined): string;
  readonly notYou: string;
  /** Of a code for the courier (OTP-36). */
  readonly onlyAtTheDoor: string;
}

/** Every language of the catalogue. */
export const smsWords: Readonly<Record<Language, SmsWords>> = {
  en: {
    keepsToGsm: true,
    code: (code, what, brand) => `${brand === undefined ? '' : `${brand}: `}${code} is your code for: ${what}`,
    tellNobody: 'Tell it to nobody.',
    nobodyAsks: (brand) => `Nobody will ever ask you for it, not even ${brand ?? 'we'}.`,
    notYou: 'Not you? Choose "This wasn\'t me" on the page.',
    onlyAtTheDoor: 'Only for the courier at the door, with the parcel in front of you; never by phone.',
  },
  he: {
    keepsToGsm: false,
    // Begins with Hebrew, so that the line runs from right to left.
    code: (code, what, brand) => `קוד ${code} ל${what}${brand === undefined ? '' : `, ${brand}`}`,
    tellNobody: 'לא למסור לאיש.',
    nobodyAsks: () => 'איש לא יבקש את הקוד, גם לא אנחנו.',
    notYou: 'לא ביקשת? לבחור בדף "זה לא אני".',
    onlyAtTheDoor: 'רק לשליח בדלת, כשהחבילה מולך; לא בטלפון.',
  },
};
