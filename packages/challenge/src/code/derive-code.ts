import type { CodeKey, CodeMac } from './code-mac.ts';

/** Names one code: the challenge, and the how-manieth message of it (1, 2, …). */
export interface CodeName {
  readonly challengeId: string;
  readonly sendSeq: number;
}

const wordBytes = 8;
const words = 2n ** 64n;

/**
 * The code that one message carries, always the same for the same arguments (OTP-04):
 * `HMAC-SHA256(key, "otp|v1|" + challengeId + "|" + sendSeq + "|" + nonce as lower-case hex) → digits`.
 *
 * Digits come without modulo bias: the digest is read as four big-endian 64-bit words; the first one below the greatest
 * multiple of 10^digits is reduced. Should all four lie above it (chance below 10^-36 even for ten digits), the input is
 * hashed again with `"|" + round` appended.
 *
 * @param digits 6–10 (OTP-01)
 */
export function deriveCode({ challengeId, sendSeq }: CodeName, digits: number, key: CodeKey, mac: CodeMac): string {
  const input = `otp|v1|${challengeId}|${sendSeq}|${hex(key.nonce)}`;
  for (let round = 0; ; round += 1) {
    const code = unbiasedDigits(mac(round === 0 ? input : `${input}|${round}`, key.kid), digits);
    if (code !== undefined) return code;
  }
}

/** Decimal digits from uniform bytes; undefined when every 64-bit word would favour the low codes. */
export function unbiasedDigits(bytes: Uint8Array, digits: number): string | undefined {
  const codes = 10n ** BigInt(digits);
  const fair = words - (words % codes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + wordBytes <= bytes.byteLength; at += wordBytes) {
    const word = view.getBigUint64(at);
    if (word < fair) return (word % codes).toString().padStart(digits, '0');
  }
  return undefined;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
