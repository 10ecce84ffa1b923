import { expect, test } from 'vitest';
import { codeInMessage } from './code-in-message.ts';

test.each([
  ['a mail', 'Somebody is asking for this:\n  Amount:     €1,299.00\n\nYour code: 482913\n', '482913'],
  [
    'an SMS',
    'Example Shop: 48291357 is your code for: Purchase, €1,299.00\nReference: 28K-JAE\n@shop.example #48291357',
    '48291357',
  ],
  ['an SMS in Hebrew', 'קוד 482913 לרכישה, ‏1,299.00 ‏€\nאסמכתא: 28K-JAE\n@shop.example #482913', '482913'],
  ['an SMS for a courier', 'Example Shop: 482913 is your code for: Delivery\nReference: 28K-JAE', '482913'],
  [
    'a call',
    'Hello.\nThe code is: 4, 8, 2, 9, 1, 3.\nOnce more: 4, 8, 2, 9, 1, 3.\nThe reference is: 2, 8, K, J, A, E.',
    '482913',
  ],
  ['a notice', 'Your phone number was changed.\nReference: 28K-JAE', undefined],
])('is found in %s', (_, text, code) => {
  expect(codeInMessage(text)).toBe(code);
});
