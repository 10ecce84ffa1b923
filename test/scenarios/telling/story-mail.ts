import type { AddressInfo } from 'node:net';
import type { Senders } from '@countersign/engine';
import { smtpSender } from '@countersign/mail';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How messages of a story travel, and where its people read them. */
export interface StoryMail {
  readonly sender: NonNullable<Senders['email']>;
  /** The newest message about a challenge. */
  textOf(challengeId: string): string | undefined;
  close(): Promise<void>;
}

/** Messages that go no way at all. */
export function mailInMemory(): StoryMail {
  const inbox = new Map<string, string>();
  return {
    sender: {
      send(message) {
        inbox.set(message.id.split('.')[0] ?? '', message.text);
        return Promise.resolve({ ok: true });
      },
    },
    textOf: (challengeId) => inbox.get(challengeId),
    close: () => Promise.resolve(),
  };
}

/** Mail as it is: the product's own sender, a real SMTP server, and what a mail program makes of what arrived. */
export async function mailOverSmtp(): Promise<StoryMail> {
  const inbox = new Map<string, string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream, (error, mail) => {
        const [, challengeId = ''] = /^<([^.@]+)\./.exec(mail?.messageId ?? '') ?? [];
        if (!error) inbox.set(challengeId, mail.text ?? '');
        done(error);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const sender = smtpSender({ url: `smtp://127.0.0.1:${port}`, from: 'shop@example.com', fromName: 'Example Shop' });
  return {
    sender,
    textOf: (challengeId) => inbox.get(challengeId),
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
