import { english } from './english.ts';

/** Everything that a message says, as plain words; optional what is not known or does not apply. */
export interface MessageWords {
  /** Name of the shop, as customers know it. */
  readonly brand: string;
  /** Where a person can be reached. */
  readonly supportContact: string;
  readonly act: string;
  readonly amount?: string | undefined;
  readonly payee?: string | undefined;
  readonly item?: string | undefined;
  readonly place?: string | undefined;
  readonly device?: string | undefined;
  readonly reference: string;
  /** `14:05 UTC`; for a delivery `2026-03-01 23:00 UTC`. */
  readonly goodUntil: string;
  /** Told to a courier at the door, instead of typed on a page (OTP-36). */
  readonly isForCourier: boolean;
}

/** The messages in one language. A new language is one more of these and a line in `catalogues`. */
export interface Catalogue {
  /** BCP 47; amounts are written in this locale too. */
  readonly language: string;
  /** What is approved, from the event's type and the setting that it changes: `Purchase`. */
  act(eventType: string, setting: string | undefined): string;
  /** Without the code: subjects are shown on locked screens and kept in logs. */
  subject(words: MessageWords): string;
  text(words: MessageWords, code: string): string;
}

const catalogues: readonly Catalogue[] = [english];

/** The catalogue of a language or of its primary subtag (`en` for `en-GB`); English when there is none. */
export function catalogueFor(language: string | undefined): Catalogue {
  const wanted = language?.toLowerCase() ?? '';
  const primary = wanted.split('-')[0];
  const found = catalogues.find((one) => one.language.toLowerCase() === wanted);
  return found ?? catalogues.find((one) => one.language === primary) ?? english;
}
