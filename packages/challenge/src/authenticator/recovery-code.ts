import { utf8Bytes } from '@countersign/events';
import { sha256 } from '@noble/hashes/sha2.js';

/** Codes of one enrolment. */
export const recoveryCodes = 10;
/** Chance in one code: 120 bits, so that a plain digest keeps it safe (ASVS 6.5.2 asks for 112). */
export const recoveryCodeBytes = 15;

/** Base 32 without letters that look like digits (Crockford). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupLength = 4;

/** What a normalised recovery code looks like. */
export const recoveryCodePattern = /^[0-9A-HJKMNP-TV-Z]{24}$/;

/** A recovery code as a person reads it: six groups of four. @param chance `recoveryCodeBytes` random bytes */
export function recoveryCode(chance: Uint8Array): string {
  let bits = 0n;
  for (const byte of chance.subarray(0, recoveryCodeBytes)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let left = (recoveryCodeBytes * 8) / 5; left > 0; left -= 1) {
    text = `${alphabet[Number(bits & 31n)] ?? ''}${text}`;
    bits >>= 5n;
  }
  return (text.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-');
}

/** What somebody typed, without blanks and hyphens, in capitals, with the letters that people take for digits put right. */
export const normalRecoveryCode = (typed: string): string =>
  typed.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');

/** What is kept of a normalised recovery code: 32 bytes, of this account alone. */
export const recoveryDigest = (accountId: string, normal: string): Uint8Array =>
  sha256(utf8Bytes(`countersign|recovery|v1|${accountId}|${normal}`));
