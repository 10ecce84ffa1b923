import { describe, expect, it } from 'vitest';
import { holdsCardNumber } from './payment-card-number.ts';

describe('holdsCardNumber', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa in groups', 'paid with 4111 1111 1111 1111 today'],
    ['Visa with dashes', '4111-1111-1111-1111'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard, new range', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['Discover', '6011111111111117'],
    ['JCB', '3530111333300000'],
    ['Diners Club', '30569309025904'],
    ['behind a word', 'card4111111111111111'],
    ['behind a word and a dash', 'purchase-4111111111111111'],
    ['in a path', 'shop/checkout/4111111111111111'],
    ['behind another number', 'order 12 4111 1111 1111 1111'],
    ['before expiry and security code', '4111 1111 1111 1111 12 28 123'],
    ['before an expiry, ungrouped', '378282246310005 11/28'],
    ['with wide gaps', '4111 - 1111 - 1111 - 1111'],
    ['with hard spaces', '4111\u00a01111\u00a01111\u00a01111'],
    ['behind two letters that are hex digits', 'cc4111111111111111'],
    ['behind a plus, with more digits than a telephone number has', '+4111111111111111'],
    ['behind a telephone number', '+4915112345603 4111111111111111'],
    ['behind a UUID', 'f4532015-1128-3036-6aaa-cde0f1a2b3c4 4111111111111111'],
  ])('sees %s', (_, text) => expect(holdsCardNumber(text)).toBe(true));

  it.each([
    ['a wrong check digit', '4111111111111112'],
    ['a number outside every issuer range', '9111111111111111'],
    ['milliseconds', '1767603603957'],
    ['a UUID of digits', '41111111-1111-4111-8111-111111111111'],
    ['a UUID with a card number inside', 'f4532015-1128-3036-6aaa-cde0f1a2b3c4'],
    ['a hex digest', 'hmac-sha256:0a4111111111111111ffee00112233445566778899aabbccddeeff'],
    ['twelve digits', '411111111111'],
    ['more digits than any card has', '41111111111111110000'],
    ['a trace context', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f4111111111111-11'],
    ['a span id of hex digits', 'abc4111111111119'],
    ['a mobile number in Germany', '+4915112345603'],
    ['the same in groups', '+49 (151) 123-45603'],
    ['numbers side by side that a card would not print so', '9 41 111 1111 1111 111 2'],
  ])('does not take %s for one', (_, text) => expect(holdsCardNumber(text)).toBe(false));
});
