/** What `Intl` and a terminal need to know of a language. */
export interface LocaleFacts {
  /** BCP 47. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** What the language calls itself. */
  readonly name: string;
}

/**
 * Languages that decisions are explained in. A new one is a line here, a file `<code>.ts` beside this one, and an entry in
 * every `<stem>.words.ts`: the compiler names those that are missing.
 */
export const languages = {
  en: { locale: 'en', direction: 'ltr', name: 'English' },
  he: { locale: 'he', direction: 'rtl', name: 'עברית' },
} as const satisfies Readonly<Record<string, LocaleFacts>>;

/** `en`, `he`. */
export type LanguageCode = keyof typeof languages;

/** One value for every language. */
export type InEveryLanguage<T> = Readonly<Record<LanguageCode, T>>;

/** The codes, English first. */
export const languageCodes = Object.keys(languages) as readonly LanguageCode[];
