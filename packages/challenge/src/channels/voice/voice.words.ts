import type { Language } from '../../message/catalogue.ts';

/** The words of a call in one language, one sentence each; no abbreviation, for a machine reads them out. */
export interface VoiceWords {
  greeting(brand: string): string;
  /** `digits`: one by one. */
  code(digits: string): string;
  again(digits: string): string;
  purpose(what: string): string;
  nobodyAsks(brand: string): string;
  readonly notYou: string;
  reference(letters: string): string;
  /** Of a code for the courier (OTP-36). */
  readonly onlyAtTheDoor: string;
}

/** Every language of the catalogue. */
export const voiceWords: Readonly<Record<Language, VoiceWords>> = {
  en: {
    greeting: (brand) => `Hello. This is ${brand}.`,
    purpose: (what) => `This is your code for: ${what}.`,
    code: (digits) => `The code is: ${digits}.`,
    again: (digits) => `Once more: ${digits}.`,
    nobodyAsks: (brand) =>
      `Tell it to nobody. Nobody from ${brand}, from your bank or from the police will ever ask you for it.`,
    notYou: 'You did not ask for it? Then hang up, and choose "This wasn\'t me" on the page.',
    reference: (letters) => `The reference is: ${letters}.`,
    onlyAtTheDoor: 'Tell it only to the courier at the door, with the parcel in front of you; never on the phone.',
  },
  he: {
    greeting: (brand) => `שלום. זוהי הודעה מאת ${brand}.`,
    purpose: (what) => `זהו הקוד עבור: ${what}.`,
    code: (digits) => `הקוד הוא: ${digits}.`,
    again: (digits) => `שוב: ${digits}.`,
    nobodyAsks: (brand) => `אין למסור אותו לאיש. איש מטעם ${brand}, מהבנק שלך או מהמשטרה לא יבקש אותו ממך לעולם.`,
    notYou: 'לא ביקשת את הקוד? יש לנתק, ולבחור בדף באפשרות "זה לא אני".',
    reference: (letters) => `האסמכתא היא: ${letters}.`,
    onlyAtTheDoor: 'יש למסור אותו רק ליד הדלת, כשהחבילה נמצאת מולך; לעולם לא בטלפון.',
  },
};
