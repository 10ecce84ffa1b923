import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { phoneKind, phoneNumber } from './phone-number.ts';

describe('a number that messages can be sent to', () => {
  test.each([
    ['+491711234567', undefined, '+491711234567', 'DE', 'mobile'],
    ['+49 171 / 123 45 67', 'AT', '+491711234567', 'DE', 'mobile'],
    ['0171 1234567', 'DE', '+491711234567', 'DE', 'mobile'],
    ['00491711234567', 'DE', '+491711234567', 'DE', 'mobile'],
    ['052-234-5678', 'IL', '+972522345678', 'IL', 'mobile'],
    ['(202) 555-0123', 'US', '+12025550123', 'US', 'either'],
    ['020 7946 0018', 'GB', '+442079460018', 'GB', 'fixed'],
    ['٠١٠٠١٢٣٤٥٦٧', 'EG', '+201001234567', 'EG', 'mobile'],
  ])('%s in %s is %s', (text, country, e164, found, kind) => {
    expect(phoneNumber(text, country)).toEqual({ ok: true, e164, country: found, kind });
    expect(phoneKind(e164)).toBe(kind);
  });
});

describe('what is refused', () => {
  test.each([
    ['words', 'call me', 'DE', 'not_a_number'],
    ['a number inside words', 'mine is +491711234567', 'DE', 'not_a_number'],
    ['an extension', '+442079460018 ext. 12', undefined, 'not_a_number'],
    ['no country at all', '0171 1234567', undefined, 'no_country'],
    ['a country that there is not', '0171 1234567', 'XX', 'no_country'],
    ['too few digits', '+1202555', undefined, 'length'],
    ['too many digits', '+120255501234', undefined, 'length'],
    ['an area that is not assigned', '+15555550123', undefined, 'unassigned'],
    ['a premium-rate number (OTP-35)', '+449098790000', undefined, 'special'],
    ['a toll-free number', '+18005550123', undefined, 'special'],
    ['ten kilobytes', '1'.repeat(10_240), 'DE', 'length'],
  ])('%s', (_, text, country, problem) => {
    expect(phoneNumber(text, country)).toEqual({ ok: false, problem });
  });
});

test('whatever is accepted is E.164, the same when it is read again', () => {
  const digits = fc.string({ unit: fc.constantFrom('0', '1', '2', '5', '7', '9'), minLength: 6, maxLength: 13 });
  fc.assert(
    fc.property(
      fc.constantFrom('+', '0', '00', ''),
      digits,
      fc.constantFrom('DE', 'US', 'IL'),
      (prefix, rest, country) => {
        const read = phoneNumber(prefix + rest, country);
        if (!read.ok) return;
        expect(read.e164).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(phoneNumber(read.e164, undefined)).toEqual(read);
      },
    ),
  );
});
