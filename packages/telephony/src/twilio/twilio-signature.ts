import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What Twilio signs a webhook with: HMAC-SHA1 under the account's token over the URL that it calls and the form's parameters, sorted
 * by name, each name followed by its value; base64 (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 */
export function twilioSignature(authToken: string, url: string, parameters: URLSearchParams): string {
  const sorted = [...parameters].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const signed = url + sorted.map(([name, value]) => name + value).join('');
  return createHmac('sha1', authToken).update(signed).digest('base64');
}

/** Whether `given` is that signature, in a time that does not depend on how much of it is right. */
export function isTwilioSignature(given: string, authToken: string, url: string, parameters: URLSearchParams): boolean {
  const expected = Buffer.from(twilioSignature(authToken, url, parameters));
  const presented = Buffer.from(given);
  return presented.length === expected.length && timingSafeEqual(presented, expected);
}
