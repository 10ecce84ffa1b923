import { ScureBase32Plugin, generateURI } from 'otplib';
import { plainWords } from '../message/plain-words.ts';

const base32 = new ScureBase32Plugin();

/** A secret as a person types it into an app: base 32 (RFC 4648) without padding. */
export const appSecretText = (secret: Uint8Array): string => base32.encode(secret, { padding: false });

/** The secret of what `appSecretText` wrote; undefined for any other text. */
export function appSecretBytes(text: string): Uint8Array | undefined {
  try {
    return /^[A-Z2-7]{26,64}$/.test(text) ? base32.decode(text) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What an app scans: an `otpauth://totp/` address with the secret (Google's Key URI format, which every app reads).
 * @param issuer name of the shop
 * @param label whose account it is, as the customer knows it
 */
export const appUri = (secret: Uint8Array, issuer: string, label: string): string =>
  generateURI({ secret: appSecretText(secret), issuer: named(issuer), label: named(label) });

/** A colon parts issuer and account, so neither may hold one. */
const named = (value: string): string => plainWords(value.replaceAll(':', ' ')) || 'account';
