import { phoneNumber } from '../contact/phone-number.ts';

/** Where a number lies, as far as the guards against pumping look: SMS pumping goes through whole blocks of numbers (OTP-35). */
export interface PhoneArea {
  /** ISO 3166-1 alpha-2; undefined for numbers of no country, such as satellite phones. */
  readonly country: string | undefined;
  /** A block of a million numbers, about one carrier's: all but the last six digits. */
  readonly range: string;
  /** A block of ten thousand: all but the last four digits. */
  readonly prefix: string;
}

/** The area of a number in E.164. */
export function phoneArea(e164: string): PhoneArea {
  const read = phoneNumber(e164, undefined);
  return { country: read.ok ? read.country : undefined, range: e164.slice(0, -6), prefix: e164.slice(0, -4) };
}
