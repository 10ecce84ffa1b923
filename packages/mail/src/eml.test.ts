import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEml, writeEml } from './eml.ts';

const eml = {
  messageId: '<c1.1@mailbox.invalid>',
  from: 'codes@shop.example',
  to: 'ana@example.com',
  subject: 'Your code',
  language: 'en',
  dateMs: 1_772_357_400_000,
  text: 'Your code: 482913\n\nBye\n',
};

test('a message is a file that a person can read', () => {
  expect(writeEml(eml).replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
    "Message-ID: <c1.1@mailbox.invalid>
    Date: Sun, 01 Mar 2026 09:30:00 +0000
    From: codes@shop.example
    To: ana@example.com
    Subject: Your code
    Content-Language: en
    Auto-Submitted: auto-generated
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    Your code: 482913

    Bye
    "
  `);
});

test('reads back what it wrote, whatever subject and text', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 }).map((value) => value.replace(/\r\n?/g, '\n'));
  const subject = fc.string({ unit: 'grapheme', maxLength: 200 }).map((value) => value.trim());
  fc.assert(
    fc.property(subject, text, (givenSubject, givenText) => {
      const written = writeEml({ ...eml, subject: givenSubject, text: givenText });
      for (const line of written.slice(0, written.indexOf('\r\n\r\n')).split('\r\n')) {
        expect(line.length).toBeLessThan(256);
      }
      if (!givenSubject.includes('=?')) {
        expect(readEml(written)).toEqual({ ...eml, subject: givenSubject, text: givenText });
      }
    }),
  );
});

test('something else is no message', () => {
  expect(readEml('')).toBeUndefined();
  expect(readEml('hello\r\n\r\nworld')).toBeUndefined();
});
