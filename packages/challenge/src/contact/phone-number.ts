import parsePhoneNumber, {
  type CountryCode,
  ParseError,
  isSupportedCountry,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max';

/** What can be done with a number: `either` where its country does not tell mobile and fixed lines apart. */
export type PhoneKind = 'mobile' | 'fixed' | 'either';

/** Why a text is no number that messages can be sent to. */
export type PhoneProblem = 'not_a_number' | 'no_country' | 'length' | 'unassigned' | 'special';

/** A number in the one form that is stored and sent to, or why there is none. */
export type PhoneNumber =
  | {
      readonly ok: true;
      /** E.164, for example `+491711234567`. */
      readonly e164: string;
      /** ISO 3166-1 alpha-2; undefined for numbers of no country, such as satellite phones. */
      readonly country: string | undefined;
      readonly kind: PhoneKind;
    }
  | { readonly ok: false; readonly problem: PhoneProblem };

/** Whether numbering plans know the country, so that it can stand for numbers without one. */
export const isPhoneCountry = (country: string): boolean => isSupportedCountry(country);

/**
 * Reads a telephone number as people write it, by the numbering plans of libphonenumber. Numbers that cost the caller or reach
 * no person (premium rate, shared cost, toll-free, pagers, voicemail) are refused: they are what SMS pumping lives on (OTP-35).
 *
 * @param defaultCountry ISO 3166-1 alpha-2, for numbers without `+`
 */
export function phoneNumber(text: string, defaultCountry: string | undefined): PhoneNumber {
  const country = defaultCountry !== undefined && isPhoneCountry(defaultCountry) ? defaultCountry : undefined;
  try {
    const parsed = parsePhoneNumberWithError(text, {
      ...(country === undefined ? {} : { defaultCountry: country as CountryCode }),
      extract: false,
    });
    if (parsed.ext !== undefined) return { ok: false, problem: 'not_a_number' };
    if (!parsed.isPossible()) return { ok: false, problem: 'length' };
    if (!parsed.isValid()) return { ok: false, problem: 'unassigned' };
    const kind = kinds[parsed.getType() ?? ''];
    if (kind === undefined) return { ok: false, problem: 'special' };
    return { ok: true, e164: parsed.number, country: parsed.country, kind };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { ok: false, problem: problems[error.message] ?? 'not_a_number' };
  }
}

/** The kind of a number that is stored; `either` for one that today's numbering plans do not know. */
export function phoneKind(e164: string): PhoneKind {
  return kinds[parsePhoneNumber(e164)?.getType() ?? ''] ?? 'either';
}

/** By libphonenumber's types; `PERSONAL_NUMBER` follows its owner to any phone. */
const kinds: Readonly<Record<string, PhoneKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'either',
  PERSONAL_NUMBER: 'either',
  VOIP: 'either',
};

const problems: Readonly<Record<string, PhoneProblem>> = {
  INVALID_COUNTRY: 'no_country',
  TOO_SHORT: 'length',
  TOO_LONG: 'length',
  INVALID_LENGTH: 'length',
};

/** What to say of a problem, after "data.phone.value "; never the number. */
export const phoneProblemWords: Readonly<Record<PhoneProblem, string>> = {
  not_a_number: 'is no telephone number; allowed: one number such as +491711234567, without extension.',
  no_country:
    'has no country; allowed: a number with + and country code, or data.phone.country, or a default country in the configuration.',
  length: 'has too many or too few digits for its country.',
  unassigned: 'is no number that its country assigns.',
  special:
    'is a premium-rate, shared-cost, toll-free or other special number; allowed: mobile and fixed lines of people.',
};
