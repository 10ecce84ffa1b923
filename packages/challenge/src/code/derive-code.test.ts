import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodeMac } from './code-mac.ts';
import { deriveCode, unbiasedDigits } from './derive-code.ts';

const mac: CodeMac = (input, kid) => createHmac('sha256', `key ${kid}`).update(input).digest();
const key = { nonce: Uint8Array.from({ length: 16 }, (_, at) => at * 16), kid: 'k1' };
const words = (...values: readonly bigint[]): Uint8Array => {
  const bytes = new Uint8Array(values.length * 8);
  for (const [at, value] of values.entries()) new DataView(bytes.buffer).setBigUint64(at * 8, value);
  return bytes;
};

describe('derived codes (OTP-04)', () => {
  test('hash exactly the documented input', () => {
    const seen: string[] = [];
    deriveCode({ challengeId: 'c1', sendSeq: 3 }, 6, key, (input, kid) => {
      seen.push(`${kid} ${input}`);
      return mac(input, kid);
    });
    expect(seen).toEqual(['k1 otp|v1|c1|3|00102030405060708090a0b0c0d0e0f0']);
  });

  test('stay the same for ever: a changed derivation would kill the codes of a running system', () => {
    const codes = [6, 8, 10].map((digits) => deriveCode({ challengeId: 'c1', sendSeq: 1 }, digits, key, mac));
    expect(codes).toMatchInlineSnapshot(`
      [
        "583888",
        "92583888",
        "1592583888",
      ]
    `);
  });

  test('differ by challenge, sendSeq, nonce and key version', () => {
    const nonce = new Uint8Array(16);
    const codes = [
      deriveCode({ challengeId: 'c1', sendSeq: 1 }, 10, key, mac),
      deriveCode({ challengeId: 'c2', sendSeq: 1 }, 10, key, mac),
      deriveCode({ challengeId: 'c1', sendSeq: 2 }, 10, key, mac),
      deriveCode({ challengeId: 'c1', sendSeq: 1 }, 10, { ...key, nonce }, mac),
      deriveCode({ challengeId: 'c1', sendSeq: 1 }, 10, { ...key, kid: 'k2' }, mac),
    ];
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('hash again when no word of the digest is fair', () => {
    const rounds: string[] = [];
    const code = deriveCode({ challengeId: 'c', sendSeq: 1 }, 6, { nonce: new Uint8Array(0), kid: 'k' }, (input) => {
      rounds.push(input);
      return rounds.length < 3 ? new Uint8Array(32).fill(255) : words(42n);
    });
    expect(code).toBe('000042');
    expect(rounds).toEqual(['otp|v1|c|1|', 'otp|v1|c|1||1', 'otp|v1|c|1||2']);
  });

  test('always have the wanted number of digits', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), fc.integer({ min: 6, max: 10 }), (id, seq, digits) => {
        expect(deriveCode({ challengeId: id, sendSeq: seq }, digits, key, mac)).toMatch(
          new RegExp(`^[0-9]{${digits}}$`),
        );
      }),
    );
  });

  test('spread evenly over every digit at every place', () => {
    const samples = 20_000;
    const counts = new Map<string, number>();
    for (let seq = 0; seq < samples; seq += 1) {
      const code = deriveCode({ challengeId: 'even', sendSeq: seq }, 6, key, mac);
      for (const [place, digit] of Array.from(code).entries()) {
        const name = `${digit} at ${place}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    const expected = samples / 10;
    for (const place of [0, 1, 2, 3, 4, 5]) {
      const ofPlace = Array.from({ length: 10 }, (_, digit) => counts.get(`${digit} at ${place}`) ?? 0);
      const chiSquare = ofPlace.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // 9 degrees of freedom: above 33.7 once in 10,000 fair draws; the samples are fixed, so this never flickers.
      expect(chiSquare).toBeLessThan(33.7);
    }
  });
});

describe('digits without modulo bias', () => {
  const fair = 2n ** 64n - (2n ** 64n % 1_000_000n);
  test.each([
    ['the last fair word', words(fair - 1n), '999999'],
    ['the first unfair word is skipped', words(fair, 7n), '000007'],
    ['the highest word is skipped', words(2n ** 64n - 1n, 1_000_001n), '000001'],
    ['no fair word', words(fair, fair + 1n), undefined],
  ])('%s', (_, bytes, code) => {
    expect(unbiasedDigits(bytes, 6)).toBe(code);
  });

  test('reads a view in the middle of a buffer', () => {
    const bytes = words(1n, 2n, 3n);
    expect(unbiasedDigits(bytes.subarray(8, 16), 6)).toBe('000002');
  });
});
