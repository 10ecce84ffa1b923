const digitRun = /\d(?:[ -]?\d){12,18}/g;

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
 * Whether a text holds a payment card number: 13–19 digits of an issuer's range with a right check digit (SEC-07).
 * Digits inside a longer opaque token (a UUID, a hex or base64 digest) are no card number: by chance alone one such
 * token in a few hundred would look like one.
 */
export function holdsCardNumber(text: string): boolean {
  if (text.length < 13) return false;
  for (const match of text.matchAll(digitRun)) {
    const digits = match[0].replaceAll(/[ -]/g, '');
    if (!isInIssuerRange(digits) || !hasLuhnCheckDigit(digits)) continue;
    if (!isInsideOpaqueToken(text, match.index, match.index + match[0].length)) return true;
  }
  return false;
}

/** How many characters a token must have besides the digits to count as opaque. */
const opaqueBesides = 8;

function isInsideOpaqueToken(text: string, from: number, to: number): boolean {
  const before = /[A-Za-z0-9_=+/-]*$/.exec(text.slice(0, from))?.[0] ?? '';
  const after = /^[A-Za-z0-9_=+/-]*/.exec(text.slice(to))?.[0] ?? '';
  const besides = before + after;
  return besides.length >= opaqueBesides && /[A-Za-z]/.test(besides);
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
