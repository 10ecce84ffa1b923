import { generateSync } from 'otplib';

/** HMAC of `data` under `key`, with SHA-1 for what authenticator apps compute: 20 bytes (RFC 6238 §1.2). */
export type AppHmac = (key: Uint8Array, data: Uint8Array) => Uint8Array;

/** Seconds that one code of an app lives; every app assumes it (RFC 6238 §5.2). */
export const stepSeconds = 30;
/** Digits of an app's code. */
export const appDigits = 6;
/** Length of a secret: 160 bits, as long as the digest (RFC 4226 §4). */
export const secretBytes = 20;

/** The number of the time step that an instant lies in. `nowMs` is epoch milliseconds of the server (ASVS 6.5.8). */
export const stepAt = (nowMs: number): number => Math.floor(nowMs / 1000 / stepSeconds);

/** The code of one time step (RFC 6238 §4.2). @param digits 6–8; apps show 6 */
export function stepCode(secret: Uint8Array, step: number, hmac: AppHmac, digits: 6 | 7 | 8 = appDigits): string {
  return generateSync({ secret, epoch: step * stepSeconds, period: stepSeconds, digits, crypto: pluginOf(hmac) });
}

/** The library asks for more than it uses: only the keyed digest is ever called here. */
const pluginOf = (hmac: AppHmac) => ({
  name: 'argument',
  hmac: (_algorithm: string, key: Uint8Array, data: Uint8Array) => hmac(key, data),
  randomBytes: (): Uint8Array => {
    throw new Error('codes of an app need no chance');
  },
  constantTimeEqual: (): boolean => {
    throw new Error('codes of an app are compared by sameBytes');
  },
});
