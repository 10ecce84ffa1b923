import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { appHmac } from '../../test-support/app-hmac.ts';
import { type AppHmac, stepAt, stepCode } from './step-code.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const seed = '1234567890';

describe('codes of an authenticator app (OTP-20)', () => {
  const hotp = [
    '755224',
    '287082',
    '359152',
    '969429',
    '338314',
    '254676',
    '287922',
    '162583',
    '399871',
    '520489',
  ] as const;
  it.each(hotp.map((code, counter) => [counter, code] as const))(
    'RFC 4226, appendix D: count %i is %s',
    (count, code) => {
      expect(stepCode(ascii(seed + seed), count, appHmac)).toBe(code);
    },
  );

  const long = (times: number): Uint8Array => ascii(seed.repeat(7).slice(0, times));
  const kinds = {
    SHA1: [long(20), appHmac],
    SHA256: [long(32), (key, data) => hmac(sha256, key, data)],
    SHA512: [long(64), (key, data) => hmac(sha512, key, data)],
  } as const satisfies Record<string, readonly [Uint8Array, AppHmac]>;
  it.each([
    ['SHA1', 59, '94287082'],
    ['SHA256', 59, '46119246'],
    ['SHA512', 59, '90693936'],
    ['SHA1', 1_111_111_109, '07081804'],
    ['SHA256', 1_111_111_109, '68084774'],
    ['SHA512', 1_111_111_109, '25091201'],
    ['SHA1', 1_111_111_111, '14050471'],
    ['SHA256', 1_111_111_111, '67062674'],
    ['SHA512', 1_111_111_111, '99943326'],
    ['SHA1', 1_234_567_890, '89005924'],
    ['SHA256', 1_234_567_890, '91819424'],
    ['SHA512', 1_234_567_890, '93441116'],
    ['SHA1', 2_000_000_000, '69279037'],
    ['SHA256', 2_000_000_000, '90698825'],
    ['SHA512', 2_000_000_000, '38618901'],
    ['SHA1', 20_000_000_000, '65353130'],
    ['SHA256', 20_000_000_000, '77737706'],
    ['SHA512', 20_000_000_000, '47863826'],
  ] as const)('RFC 6238, appendix B: %s at %i s is %s', (kind, seconds, code) => {
    const [secret, mac] = kinds[kind];
    expect(stepCode(secret, stepAt(seconds * 1000), mac, 8)).toBe(code);
  });
});
