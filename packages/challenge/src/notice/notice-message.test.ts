import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NoticeFacts, type NoticeKind, noticeKinds } from './notice.ts';
import { segmentsOf } from '../channels/sms/segments.ts';
import { noticeMessage } from './notice-message.ts';

const identity = { brand: 'Example Shop', supportContact: 'support@example.com' };
const reader = (language: string) => ({ language, timeZone: 'Europe/Vienna' });
const facts: NoticeFacts = {
  atMs: Date.parse('2026-03-01T09:30:00Z'),
  about: '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b4',
  act: { eventType: 'login.succeeded', place: 'Porto, PT', device: 'Chrome on Windows' },
};
const given = (kind: NoticeKind): NoticeFacts =>
  kind === 'contact_changed' ? { ...facts, act: undefined, contact: 'email' } : facts;

const shown = (kind: NoticeKind, language: string): string => {
  const mail = noticeMessage(kind, given(kind), 'email', identity, reader(language));
  const sms = noticeMessage(kind, given(kind), 'sms', identity, reader(language));
  return `=== ${kind}\nSubject: ${mail.channel === 'email' ? mail.subject : ''}\n\n${mail.text}--- SMS\n${sms.text}\n`;
};

test.each(['en', 'he'])('every notice in %s', async (language) => {
  const all = noticeKinds.map((kind) => shown(kind, language)).join('\n');
  await expect(all).toMatchFileSnapshot(`golden/notices.${language}.golden.txt`);
});

describe('a notice', () => {
  test('names the contact that was changed', () => {
    const text = noticeMessage('contact_changed', { ...facts, contact: 'phone' }, 'sms', identity, {}).text;
    expect(text).toContain('your phone number was changed');
  });

  test.each(noticeKinds)('%s fits into two SMS in every language', (kind) => {
    for (const language of ['en', 'he']) {
      for (const brand of ['Example Shop', 'The Very Long Name of a Shop That Sells Everything to Everybody, Inc.']) {
        const { text } = noticeMessage(kind, facts, 'sms', { ...identity, brand }, reader(language));
        expect(segmentsOf(text)).toBeLessThanOrEqual(2);
        expect(text).toContain('support@example.com');
      }
    }
  });

  test('keeps what a stranger wrote on one line, without links, and out of every header (SEC-05)', () => {
    const evil = 'Shop\r\nBcc: everybody@example.net\r\n\r\nhttp://evil.example/';
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(evil), fc.string({ unit: 'binary', minLength: 1, maxLength: 128 })),
        (stranger) => {
          const act = { eventType: 'purchase.requested', payee: stranger, place: stranger, device: stranger };
          const plain = { eventType: 'purchase.requested', payee: 'a', place: 'a', device: 'a' };
          const written = (one: typeof act) =>
            noticeMessage('act_held', { ...facts, act: one }, 'email', identity, reader('en'));
          const [message, harmless] = [written(act), written(plain)];
          if (message.channel !== 'email' || harmless.channel !== 'email') throw new Error('mail was asked for');
          expect(message.subject).toBe(harmless.subject);
          expect(message.text).not.toMatch(/\r|:\/\//);
          expect(message.text.split('\n').length).toBeLessThanOrEqual(harmless.text.split('\n').length);
        },
      ),
    );
  });
});
