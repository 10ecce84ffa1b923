import type { EmailMessage } from '@countersign/engine';
import { epochMs } from '@countersign/events';
import { smtpSender } from '@countersign/mail';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach } from 'vitest';

/** Sender of every mail here. */
export const from = 'codes@shop.example';
/** A clock that stands. */
export const clock = { now: () => epochMs(1_772_357_400_000), after: () => () => {} };
/** A message with a code. */
export const message: EmailMessage = {
  id: '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b4.1',
  channel: 'email',
  to: 'ana@example.com',
  subject: 'Your code',
  text: 'Your code: 482913\n',
  language: 'en',
  expiresAtMs: 1_772_358_000_000,
};

/** Closed after each test. */
export const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A mail server, and what it took. */
export interface TestServer {
  readonly url: string;
  readonly mails: Promise<ParsedMail>[];
  close(): Promise<void>;
}

/** A mail server that takes everything, unless told otherwise. */
export async function smtpServer(options: Partial<SMTPServerOptions> = {}): Promise<TestServer> {
  const mails: Promise<ParsedMail>[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData(stream, _, done) {
      const mail = simpleParser(stream);
      mails.push(mail);
      mail.then(() => done(null), done);
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '0.0.0.0', resolve));
  const { port } = server.server.address() as { readonly port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The product's sender, to that server; both are closed after the test. */
export async function senderTo(server: TestServer) {
  const sender = smtpSender({ url: server.url, from, fromName: 'Example Shop', timeoutMs: 5_000 });
  closers.push(
    () => sender.close(),
    () => server.close(),
  );
  return { sender, mails: server.mails };
}

/** The address that a mail names. */
export const toOf = (mail: ParsedMail): string => [mail.to].flat()[0]?.value[0]?.address ?? '';
