import { expect, test } from 'vitest';
import { plainWords } from './plain-words.ts';

test.each([
  ['Fine Watches', 'Fine Watches'],
  ['  two   blanks ', 'two blanks'],
  ['Café', 'Café'],
  ['line\r\nBcc: x', 'line Bcc: x'],
  ['a\u2028b\u0000c', 'a b c'],
  ['\u202Egnp.exe', 'gnp. exe'],
  ['z\u200Bw\uFEFFx', 'z w x'],
  ['https://evil.example/a', 'evil. example/a'],
  ['JAVASCRIPT://x', 'x'],
  ['www.shop.com', 'www. shop. com'],
  ['2.5 kg', '2.5 kg'],
  ['', ''],
  ['\u0007\u0008', ''],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['x'.repeat(65), `${'x'.repeat(63)}…`],
  ['👍'.repeat(70), `${'👍'.repeat(63)}…`],
])('%j becomes %j', (value, expected) => {
  expect(plainWords(value)).toBe(expected);
});
