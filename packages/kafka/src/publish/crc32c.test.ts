import { expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';

const ascending = Uint8Array.from({ length: 32 }, (_, index) => index);

test.each([
  ['the digits', Buffer.from('123456789'), 0xe3069283],
  ['32 bytes of zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['32 bytes ascending', ascending, 0x46dd794e],
  ['32 bytes descending', ascending.toReversed(), 0x113fdb5c],
  ['nothing', new Uint8Array(0), 0],
])('RFC 3720, appendix B.4: %s', (_name, bytes, expected) => {
  expect(crc32c(bytes, 0, bytes.length)).toBe(expected);
});

test('where the bytes lie in memory does not matter', () => {
  const digits = Buffer.from('123456789');
  for (let start = 0; start < 9; start += 1) {
    const bytes = new Uint8Array(32).fill(7);
    bytes.set(digits, start);
    expect(crc32c(bytes, start, start + 9)).toBe(0xe3069283);
    expect(crc32c(bytes.subarray(start), 0, 9)).toBe(0xe3069283);
  }
});
