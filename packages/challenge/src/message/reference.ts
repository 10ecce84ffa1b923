import { uuidV5 } from '@countersign/events';

/** Crockford's base 32: no I, L, O, U, so nobody mistakes a letter for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 6;

/**
 * What the message and the page both show, so that the customer sees that they belong together (OTP-33): `K7Q-2MX`.
 * 30 bits of a digest of the challenge's id. Anybody who has the id can compute it; the id cannot be had from it.
 */
export function challengeReference(challengeId: string): string {
  const digest = BigInt(`0x${uuidV5(['reference', challengeId]).slice(0, 8)}`);
  const letters = Array.from({ length }, (_, at) => alphabet[Number((digest >> BigInt(at * 5)) & 31n)] ?? '').join('');
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}
