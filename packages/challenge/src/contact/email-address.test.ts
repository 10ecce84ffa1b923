import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { emailAddress } from './email-address.ts';

const longest = `${'a'.repeat(64)}@${'b'.repeat(61)}.${'c'.repeat(61)}.${'d'.repeat(61)}.es`;

describe('an address that mail can be sent to', () => {
  test.each([
    ['ana@example.com', 'ana@example.com'],
    ['first.last+tag@mail.example.co.uk', 'first.last+tag@mail.example.co.uk'],
    ["o'neil@example.ie", "o'neil@example.ie"],
    ['Ana@EXAMPLE.com', 'Ana@example.com'],
    ['ana@münchen.example', 'ana@xn--mnchen-3ya.example'],
    ['ana@straße.example', 'ana@xn--strae-oqa.example'],
    ['ana@דוגמה.example', 'ana@xn--6dbbec0c.example'],
    ['ana@xn--mnchen-3ya.example', 'ana@xn--mnchen-3ya.example'],
    ['ana@例え。テスト', 'ana@xn--r8jz45g.xn--zckzah'],
    [longest, longest],
  ])('%s is %s', (text, address) => {
    expect(emailAddress(text)).toEqual({ ok: true, address });
  });
});

describe('what is refused (SEC-05)', () => {
  test.each([
    ['a name beside it', 'Ana <ana@example.com>', 'local_part'],
    ['a comment', 'ana(home)@example.com', 'local_part'],
    ['a quoted local part', '"ana b"@example.com', 'local_part'],
    ['a quoted line break', '"ana\r\nBcc: eve"@example.com', 'local_part'],
    ['a line break behind it', 'ana@example.com\r\nBcc: eve@example.net', 'local_part'],
    ['two addresses', 'ana@example.com,eve@example.net', 'local_part'],
    ['a blank', 'ana @example.com', 'local_part'],
    ['a blank behind it', 'ana@example.com ', 'domain'],
    ['a leading dot', '.ana@example.com', 'local_part'],
    ['two dots', 'a..b@example.com', 'local_part'],
    ['letters before the @ that SMTP must not carry', 'anä@example.com', 'local_part'],
    ['no domain', 'ana', 'no_domain'],
    ['nothing before the @', '@example.com', 'no_domain'],
    ['a host of the local network', 'ana@localhost', 'domain'],
    ['an address of a machine', 'ana@127.0.0.1', 'domain'],
    ['an address literal', 'ana@[127.0.0.1]', 'domain'],
    ['a hyphen where none may be', 'ana@-example.com', 'domain'],
    ['an underscore', 'ana@my_host.example', 'domain'],
    ['a damaged A-label', 'ana@xn--zzzzzzzzz.example', 'domain'],
    ['directions mixed in a label', 'ana@aאb.example', 'domain'],
    ['a label that is too long', `ana@${'a'.repeat(64)}.com`, 'domain'],
    ['a domain that is too long', `ana@${'a.'.repeat(130)}com`, 'domain'],
    ['too many characters before the @', `${'a'.repeat(65)}@example.com`, 'too_long'],
    ['too many characters', `a${longest.replace('@', '@x.')}`, 'too_long'],
  ])('%s', (_, text, problem) => {
    expect(emailAddress(text)).toEqual({ ok: false, problem });
  });
});

test('whatever is accepted is one line of ASCII, the same when it is read again', () => {
  const anything = fc.oneof(
    fc.emailAddress(),
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.string({ unit: 'grapheme' }), fc.domain()).map(([local, domain]) => `${local}@${domain}`),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const read = emailAddress(text);
      if (!read.ok) return;
      expect(read.address).toMatch(/^[\u0021-\u007e]+$/);
      expect(read.address).not.toMatch(/[<>()",;:\\[\]]/);
      expect(emailAddress(read.address)).toEqual(read);
    }),
  );
});
