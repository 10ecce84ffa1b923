import type { EmailMessage, MessageSender } from '@countersign/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A message as the receiving side sees it. */
export interface ReceivedMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A sender with its provider, under test. */
export interface SenderUnderTest {
  readonly sender: MessageSender<EmailMessage>;
  /** What reached the customer, one per message id. */
  received(): Promise<readonly ReceivedMessage[]>;
  close(): Promise<void>;
}

/** What every adapter of the port MessageSender must do. */
export function messageSenderContract(name: string, open: () => Promise<SenderUnderTest>): void {
  describe(`${name} as a message sender`, () => {
    let tested: SenderUnderTest;
    beforeAll(async () => {
      tested = await open();
    });
    afterAll(() => tested.close());

    const receivedBy = async (to: string): Promise<readonly ReceivedMessage[]> =>
      (await tested.received()).filter((one) => one.to === to);

    test('hands over recipient, subject and text as they are', async () => {
      const sent = message(
        'c1.1',
        'ana@example.com',
        'Código: purchase, €1,299.00 – 日本語 👍',
        'Line one\n\nÜmlaut: 482913\n',
      );
      expect(await tested.sender.send(sent)).toMatchObject({ ok: true });
      const [got] = await receivedBy(sent.to);
      expect(got).toMatchObject({ subject: sent.subject });
      expect(got?.text.trimEnd()).toBe(sent.text.trimEnd());
    });

    test('knows a message by its id: sent again, it is still one', async () => {
      const sent = message('c2.1', 'bo@example.com', 'Twice', 'once');
      await tested.sender.send(sent);
      await tested.sender.send(sent);
      expect(await receivedBy(sent.to)).toHaveLength(1);
    });

    test.each([
      ['', 'nothing'],
      ['ana', 'no domain'],
      ['@example.com', 'no name'],
      ['Ana <ana@example.com>', 'a display name'],
      ['ana@example.com, eve@evil.example', 'two of them'],
      ['ana@example.com\r\nRCPT TO:<eve@evil.example>', 'a line break'],
      ['"eve@evil.example x"@example.com', 'a quoted name'],
      ['ana@evil.example(comment)', 'a comment'],
      ['eve@evil.example>ana@example.com', 'an end of an address inside'],
      [`${'a'.repeat(65)}@example.com`, 'a name that is too long'],
    ])('refuses %j as a recipient: %s (SEC-05)', async (to) => {
      const before = (await tested.received()).length;
      const result = await tested.sender.send(message('c3.1', to, 'No', 'no'));
      expect(result).toEqual({ ok: false, retry: false, reason: 'invalid_recipient' });
      expect(await tested.received()).toHaveLength(before);
    });

    test('lets no header in through a subject', async () => {
      await tested.sender.send(message('c4.1', 'dee@example.com', 'Hi\r\nTo: eve@evil.example\r\n\r\nbody', 'text'));
      expect(await receivedBy('eve@evil.example')).toEqual([]);
      const [got] = await receivedBy('dee@example.com');
      expect(got?.text.trimEnd()).toBe('text');
    });

    test('takes many messages at once', async () => {
      const many = Array.from({ length: 30 }, (_, at) =>
        message(`m${at}.1`, `many${at}@example.com`, 'Many', `number ${at}`),
      );
      const results = await Promise.all(many.map((one) => tested.sender.send(one)));
      expect(results.filter(({ ok }) => !ok)).toEqual([]);
      const got = await Promise.all(many.map(({ to }) => receivedBy(to)));
      expect(got.map((one) => one[0]?.text.trimEnd())).toEqual(many.map(({ text }) => text));
    });
  });
}

const message = (id: string, to: string, subject: string, text: string): EmailMessage => ({
  id,
  channel: 'email',
  to,
  subject,
  text,
  language: 'en',
  expiresAtMs: Number.MAX_SAFE_INTEGER,
});
