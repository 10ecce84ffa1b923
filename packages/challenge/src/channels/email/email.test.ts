import { expect, test } from 'vitest';
import { after, claim } from '../../../test-support/sample-challenge.ts';
import { email } from './email.ts';

const identity = { brand: 'Example Shop', supportContact: 'support@example.com' };

test('has a subject without the code, and the code in the text (OTP-33)', () => {
  const wording = email.compose(after([0, claim]), '482913', identity, { language: 'en' });
  expect(wording).toMatchObject({ channel: 'email', language: 'en', text: expect.stringContaining('482913') });
  expect(wording).toMatchObject({ subject: expect.not.stringContaining('482913') });
});

test('goes to the mail address of the account', () => {
  expect(email.contact).toBe('email');
});
