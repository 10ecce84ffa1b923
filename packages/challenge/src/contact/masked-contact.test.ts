import { expect, test } from 'vitest';
import { maskedContact } from './masked-contact.ts';

test.each([
  ['ana@example.com', 'a•••@e•••.com'],
  ['a@b.co.uk', 'a•••@b•••.uk'],
  ['ana@xn--mnchen-3ya.example', 'a•••@x•••.example'],
  ['+491711234567', '+49•••••67'],
  ['+12025550123', '+12•••••23'],
])('%s is shown as %s', (value, masked) => {
  expect(maskedContact(value)).toBe(masked);
});
