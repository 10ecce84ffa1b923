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
  ])('sees %s', (_, text) => expect(holdsCardNumber(text)).toBe(true));

  it.each([
    ['a wrong check digit', '4111111111111112'],
    ['a number outside every issuer range', '9111111111111111'],
    ['milliseconds', '1767603603957'],
    ['a UUID of digits', '41111111-1111-4111-8111-111111111111'],
    ['a UUID with a card number inside', 'f4532015-1128-3036-6aaa-cde0f1a2b3c4'],
    ['a hex digest', 'hmac-sha256:0a4111111111111111ffee00112233445566778899aabbccddeeff'],
    ['twelve digits', '411111111111'],
  ])('does not take %s for one', (_, text) => expect(holdsCardNumber(text)).toBe(false));
});
