import { expect, test } from 'vitest';
import { isTwilioSignature, twilioSignature } from './twilio-signature.ts';

// The example of Twilio's own helper libraries.
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const parameters = new URLSearchParams({
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
});

test('a webhook is signed as Twilio documents it', () => {
  expect(twilioSignature('12345', url, parameters)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
});

test('another token, address or parameter is another signature', () => {
  const given = twilioSignature('12345', url, parameters);
  expect(isTwilioSignature(given, '12345', url, parameters)).toBe(true);
  expect(isTwilioSignature(given, '12346', url, parameters)).toBe(false);
  expect(isTwilioSignature(given, '12345', `${url}&more=1`, parameters)).toBe(false);
  expect(isTwilioSignature(given, '12345', url, new URLSearchParams([...parameters, ['Digits', '9']]))).toBe(false);
  expect(isTwilioSignature('', '12345', url, parameters)).toBe(false);
});
