import { expect, test } from 'vitest';
import { recipient } from './recipient.ts';

test.each([
  ['ana@example.com', 'ana@example.com'],
  ['first.last+tag@mail.example.co.uk', 'first.last+tag@mail.example.co.uk'],
  ["o'neil@example.ie", "o'neil@example.ie"],
  ['ana@münchen.example', 'ana@xn--mnchen-3ya.example'],
  ['ana@EXAMPLE.com', 'ana@example.com'],
  ['.ana@example.com', undefined],
  ['a..b@example.com', undefined],
  ['ana@example', undefined],
  ['ana@-example.com', undefined],
  ['ana@127.0.0.1', undefined],
  ['ana@[127.0.0.1]', undefined],
  ['ana@example.com ', undefined],
  ['ana@exam\u200bple.com', 'ana@example.com'],
  ['anä@example.com', undefined],
  [`ana@${'a.'.repeat(130)}com`, undefined],
])('%j → %j', (address, expected) => {
  expect(recipient(address)).toBe(expected);
});
