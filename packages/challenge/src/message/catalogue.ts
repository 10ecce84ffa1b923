import type { Act } from '@countersign/events';
import { english } from './english.ts';
import { hebrew } from './hebrew.ts';

/** Languages that customers are written to in. */
export const languages = ['en', 'he'] as const;
export type Language = (typeof languages)[number];

/** How often a subscription is charged. */
export type ChargeInterval = NonNullable<Act['interval']>;

/** What a code message names of an act, one row each. */
export type Row =
  | 'act'
  | 'amount'
  | 'interval'
  | 'firstCharge'
  | 'trialEnds'
  | 'payee'
  | 'item'
  | 'place'
  | 'device'
  | 'reference';

/** Names that stand in sentences, as plain words that are already safe to show. */
export interface Names {
  /** Name of the shop, as customers know it. */
  readonly brand: string;
  /** Where a person can be reached. */
  readonly support: string;
  readonly reference: string;
}

/** The words of messages in one language; how they are laid out is said once, in `layout.ts`. */
export interface Catalogue {
  /** Amounts, dates and times are written in this locale too. */
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly labels: Readonly<Record<Row, string>>;
  readonly intervals: Readonly<Record<ChargeInterval, string>>;
  /** What is delivered, by the kind that its event names. */
  readonly deliveries: Readonly<Record<string, string>>;
  /** What is approved, from the event's type and the setting that it changes: `Purchase`. */
  act(eventType: string, setting: string | undefined): string;
  /** Without the code: subjects are shown on locked screens and kept in logs. */
  subject(names: Names, act: string, amount: string | undefined): string;
  intro(names: Names): string;
  /** The code stands at the end of its line. */
  code(code: string): string;
  /** `goodUntil`: a time of day with its zone. */
  worksOnce(goodUntil: string): string;
  onlyOnPage(names: Names): string;
  /** Nobody will ever ask for it (OTP-33). */
  nobodyAsks(names: Names): readonly string[];
  notYou(names: Names): readonly string[];
  /** With the address of a page where that is said by a button. */
  notYouAt(url: string, names: Names): readonly string[];
  /** Of a code that is told to a courier at the door instead of typed on a page (OTP-36). */
  readonly courier: {
    intro(names: Names): string;
    /** `goodUntil`: a day and a time of day with its zone. */
    worksOnce(goodUntil: string): string;
    onlyAtTheDoor(): string;
    notExpected(names: Names): readonly string[];
  };
}

const catalogues: readonly Catalogue[] = [english, hebrew];

/** The catalogue of a language or of its primary subtag (`en` for `en-GB`); English when there is none. */
export function catalogueFor(language: string | undefined): Catalogue {
  const wanted = language?.toLowerCase() ?? '';
  const primary = wanted.split('-')[0];
  const found = catalogues.find((one) => one.language.toLowerCase() === wanted);
  return found ?? catalogues.find((one) => one.language === primary) ?? english;
}
