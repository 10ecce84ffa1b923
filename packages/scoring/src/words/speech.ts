import { type LocaleFacts, type LanguageCode, languages } from './languages.ts';

/** A value as a decision keeps it. */
export type Shown = number | string | boolean | undefined;

/** Wordings by the number that they speak of; `other` gets the number as it is written. */
export interface PluralForms {
  readonly one: string;
  readonly two?: string;
  readonly other: (written: string) => string;
}

/**
 * How a language writes values: its separators, money, units, countries and plurals (`Intl`), each set apart from a text
 * that runs the other way. A value of an unexpected kind, of another release for example, is shown as it is.
 */
export interface Speech {
  /** Up to two decimals below 10, one below 1,000, none above. */
  number(value: Shown): string;
  /** `420 EUR`, as decisions keep amounts. */
  money(value: Shown): string;
  /** ISO 3166-1 code to name. */
  country(value: Shown): string;
  days(value: Shown): string;
  hours(value: Shown): string;
  minutes(value: Shown): string;
  kilometres(value: Shown): string;
  kmPerHour(value: Shown): string;
  plural(value: Shown, forms: PluralForms): string;
  /** Any other value: a name, an id. */
  text(value: Shown): string;
  /** `a, b and c`. */
  list(parts: readonly string[]): string;
  /** An instant in UTC; RFC 3339 or epoch milliseconds. */
  moment(at: string | number): string;
}

const cache = new Map<LanguageCode, Speech>();

/** The speech of a language. */
export function speechIn(code: LanguageCode): Speech {
  const known = cache.get(code);
  if (known !== undefined) return known;
  const made = createSpeech(languages[code]);
  cache.set(code, made);
  return made;
}

/** First strong isolate and its end (Unicode UAX #9): what stands between takes its own direction. */
const isolated = (text: string): string => `\u2068${text}\u2069`;
const moneyText = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/;

function createSpeech({ locale, direction }: LocaleFacts): Speech {
  const apart = direction === 'rtl' ? isolated : (text: string): string => text;
  const plurals = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  const text = (value: Shown): string => apart(value === undefined ? '?' : String(value));
  const written = (value: Shown, options: Intl.NumberFormatOptions): string =>
    typeof value === 'number' && Number.isFinite(value)
      ? apart(new Intl.NumberFormat(locale, { maximumFractionDigits: digitsOf(value), ...options }).format(value))
      : text(value);
  const unit =
    (name: string, unitDisplay: 'long' | 'short' = 'long') =>
    (value: Shown): string =>
      written(value, { style: 'unit', unit: name, unitDisplay });
  return {
    number: (value) => written(value, {}),
    money(value) {
      const [, amount, currency] = moneyText.exec(String(value)) ?? [];
      if (amount === undefined || currency === undefined) return text(value);
      return written(Number(amount), {
        style: 'currency',
        currency,
        maximumFractionDigits: 2,
        trailingZeroDisplay: 'stripIfInteger',
      });
    },
    country: (value) =>
      /^[A-Z]{2}$/.test(String(value)) ? apart(regions.of(String(value)) ?? String(value)) : text(value),
    days: unit('day'),
    hours: unit('hour'),
    minutes: unit('minute'),
    kilometres: unit('kilometer', 'short'),
    kmPerHour: unit('kilometer-per-hour', 'short'),
    plural(value, forms) {
      const form = typeof value === 'number' ? plurals.select(value) : 'other';
      if (form === 'one') return forms.one;
      return form === 'two' && forms.two !== undefined ? forms.two : forms.other(written(value, {}));
    },
    text,
    list: (parts) => lists.format(parts),
    moment: (at) => apart(moments.format(typeof at === 'number' ? at : Date.parse(at))),
  };
}

function digitsOf(value: number): number {
  const size = Math.abs(value);
  if (size >= 1_000) return 0;
  return size >= 10 ? 1 : 2;
}
