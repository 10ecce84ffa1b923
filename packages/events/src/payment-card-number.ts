/** What stands between the digits of a number as people write it: spaces, also hard ones, and dashes of any kind. */
const gap = '[ \\u00a0\\u202f\\u2010-\\u2015\\u2212-]';
const digitRun = new RegExp(`\\d+(?:${gap}{1,3}\\d+)*`, 'g');
const thirteenDigits = new RegExp(`\\d(?:${gap}{0,3}\\d){12}`);

/** Whether a text holds enough digits in a row to be worth {@link holdsCardNumber}; cheap, and never wrong with "no". */
export const mayHoldCardNumber = (text: string): boolean => text.length >= 13 && thirteenDigits.test(text);

/** Issuer ranges with their lengths: a number outside them is no card, whatever its check digit says by chance. */
const ranges: readonly { readonly from: number; readonly to: number; readonly lengths: readonly number[] }[] = [
  { from: 400000, to: 499999, lengths: [13, 16, 19] },
  { from: 510000, to: 559999, lengths: [16] },
  { from: 222100, to: 272099, lengths: [16] },
  { from: 340000, to: 349999, lengths: [15] },
  { from: 370000, to: 379999, lengths: [15] },
  { from: 601100, to: 601199, lengths: [16, 17, 18, 19] },
  { from: 622126, to: 622925, lengths: [16, 17, 18, 19] },
  { from: 644000, to: 659999, lengths: [16, 17, 18, 19] },
  { from: 620000, to: 629999, lengths: [16, 17, 18, 19] },
  { from: 352800, to: 358999, lengths: [16, 17, 18, 19] },
  { from: 300000, to: 305999, lengths: [14, 16, 17, 18, 19] },
  { from: 360000, to: 369999, lengths: [14, 15, 16, 17, 18, 19] },
  { from: 380000, to: 399999, lengths: [14, 16, 17, 18, 19] },
  { from: 500000, to: 509999, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { from: 560000, to: 589999, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { from: 670000, to: 679999, lengths: [13, 14, 15, 16, 17, 18, 19] },
];

/**
 * Whether a text holds a payment card number: 13–19 digits of an issuer's range with a right check digit (SEC-07), alone,
 * in groups, or with other numbers (an expiry, a security code) beside it.
 * UUIDs, trace contexts and hex tokens are no card numbers: by chance one in some hundred would look like one.
 */
export function holdsCardNumber(text: string): boolean {
  if (!mayHoldCardNumber(text) || isPhoneNumber(text)) return false;
  const masked = text.replaceAll(uuidOrTrace, 'x');
  for (const run of masked.matchAll(digitRun)) {
    const groups = Array.from(run[0].matchAll(/\d+/g), (group) => ({
      digits: group[0],
      from: run.index + group.index,
      to: run.index + group.index + group[0].length,
    }));
    if (holdsCardNumberIn(groups, masked)) return true;
  }
  return false;
}

/**
 * A whole text with + in front and at most 15 digits is a telephone number (E.164): one in ten of thirteen digits in Germany would
 * look like a card by chance.
 */
const isPhoneNumber = (text: string): boolean => /^\+(?:[ ()./-]{0,3}\d){7,15}$/.test(text);

const uuidOrTrace =
  /\b(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})\b/gi;

interface DigitGroup {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

function holdsCardNumberIn(groups: readonly DigitGroup[], text: string): boolean {
  for (const [first, start] of groups.entries()) {
    let digits = '';
    for (let last = first; last < groups.length; last += 1) {
      const end = groups[last];
      if (end === undefined || digits.length + end.digits.length > 19) break;
      digits += end.digits;
      const isWhole = first === 0 && last === groups.length - 1;
      const isGrouped = isWhole || first === last || areCardGroups(groups.slice(first, last + 1));
      if (isGrouped && isCardNumber(digits) && !isInsideHexToken(text, start.from, end.to)) return true;
    }
  }
  return false;
}

/** 4-4-4-4, 4-6-5 and their like, as cards are printed; other numbers side by side are a card number only by chance. */
const areCardGroups = (groups: readonly DigitGroup[]): boolean =>
  groups.every(({ digits }, at) => (at === 0 ? digits.length === 4 || digits.length === 6 : digits.length >= 3));

const isCardNumber = (digits: string): boolean =>
  digits.length >= 13 && isInIssuerRange(digits) && hasLuhnCheckDigit(digits);

function isInsideHexToken(text: string, from: number, to: number): boolean {
  const before = /[A-Za-z0-9]*$/.exec(text.slice(Math.max(0, from - 128), from))?.[0] ?? '';
  const after = /^[A-Za-z0-9]*/.exec(text.slice(to, to + 128))?.[0] ?? '';
  const besides = before + after;
  return /^[0-9a-f]*$/i.test(besides) && besides.replaceAll(/\d/g, '').length >= 3;
}

function isInIssuerRange(digits: string): boolean {
  const prefix = Number(digits.slice(0, 6));
  return ranges.some(({ from, to, lengths }) => prefix >= from && prefix <= to && lengths.includes(digits.length));
}

/** ISO/IEC 7812-1 annex B. */
function hasLuhnCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
