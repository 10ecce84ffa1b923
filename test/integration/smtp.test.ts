import { createServer, type Server, type Socket } from 'node:net';
import { noticeMessage } from '@countersign/challenge';
import { smtpSender } from '@countersign/mail';
import { messageSenderContract } from '@countersign/testkit';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, test } from 'vitest';
import { clock, closers, from, message, senderTo, smtpServer, toOf } from './mail-fixture.ts';

messageSenderContract('SMTP', async () => {
  const server = await smtpServer();
  const sender = smtpSender({ url: server.url, from, fromName: 'Example Shop' });
  return {
    sender,
    async received() {
      const parsed = await Promise.all(server.mails);
      const once = new Map(parsed.map((mail) => [mail.messageId, mail]));
      return [...once.values()].map((mail) => ({ to: toOf(mail), subject: mail.subject ?? '', text: mail.text ?? '' }));
    },
    async close() {
      sender.close();
      await server.close();
    },
  };
});

describe('a message by SMTP', () => {
  test('is a plain, automatic mail whose id is the message id', async () => {
    const { mails, sender } = await senderTo(await smtpServer());
    expect(await sender.send(message)).toEqual({ ok: true, providerId: `<${message.id}@shop.example>` });
    const mail = await mails[0];
    expect(mail).toMatchObject({ messageId: `<${message.id}@shop.example>`, html: false });
    expect(mail?.from?.value).toEqual([{ name: 'Example Shop', address: from }]);
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.headers.get('content-language')).toBe('en');
  });

  test('without a code, too, has no header but ours, whatever a merchant is called (SEC-05)', async () => {
    const { mails, sender } = await senderTo(await smtpServer());
    const payee = 'Shop\r\nBcc: everybody@example.net\r\n\r\nhttp://evil.example';
    const facts = {
      atMs: clock.now(),
      about: 'decision-1',
      act: { eventType: 'purchase.requested', payee, place: payee, device: payee },
    };
    const identity = { brand: 'Example Shop', supportContact: 'support@example.com' };
    const wording = noticeMessage('act_held', facts, 'email', identity, { language: 'he' });
    if (wording.channel !== 'email') throw new Error('mail was asked for');
    const notice = { id: 'n-1.notice', to: 'ana@example.com', expiresAtMs: message.expiresAtMs, ...wording };
    expect(await sender.send(notice)).toMatchObject({ ok: true });
    const mail = await mails[0];
    expect(mail?.messageId).toBe('<n-1.notice@shop.example>');
    expect(mail?.bcc).toBeUndefined();
    expect(mail && toOf(mail)).toBe('ana@example.com');
    expect(mail?.subject).toBe(wording.subject);
    expect(mail?.text).toBe(wording.text);
    expect(mail?.text).not.toContain('://');
  });

  test('goes to a server that wants a user', async () => {
    const users: string[] = [];
    const server = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth(auth, _, done) {
        users.push(`${auth.username}:${auth.password}`);
        done(null, { user: 1 });
      },
    });
    const { sender } = await senderTo({ ...server, url: server.url.replace('//', '//us%40er:p%3Ass@') });
    expect(await sender.send(message)).toMatchObject({ ok: true });
    expect(users).toEqual(['us@er:p:ss']);
  });

  test.each<[what: string, options: Partial<SMTPServerOptions>, result: object]>([
    ['full mailbox (452)', refusing('onRcptTo', 452), { retry: true, reason: 'rejected' }],
    ['unknown recipient (550)', refusing('onRcptTo', 550), { retry: false, reason: 'invalid_recipient' }],
    ['unknown mailbox (550 5.1.1)', refusing('onRcptTo', 550, '5.1.1'), { retry: false, reason: 'invalid_recipient' }],
    [
      'unknown mailbox after the text (550 5.1.1)',
      refusing('onData', 550, '5.1.1'),
      { retry: false, reason: 'invalid_recipient' },
    ],
    [
      'domain without mail (556 5.1.10)',
      refusing('onRcptTo', 556, '5.1.10'),
      { retry: false, reason: 'invalid_recipient' },
    ],
    ['disabled mailbox (550 5.2.1)', refusing('onRcptTo', 550, '5.2.1'), { retry: false, reason: 'invalid_recipient' }],
    [
      'mailbox that is full for good (552 5.2.2)',
      refusing('onRcptTo', 552, '5.2.2'),
      { retry: false, reason: 'rejected' },
    ],
    ['policy at the recipient (550 5.7.1)', refusing('onRcptTo', 550, '5.7.1'), { retry: false, reason: 'rejected' }],
    ['too many messages now (450 4.7.1)', refusing('onRcptTo', 450, '4.7.1'), { retry: true, reason: 'rejected' }],
    ['recipient that takes no mail (521)', refusing('onRcptTo', 521), { retry: false, reason: 'invalid_recipient' }],
    ['recipient refused for the transaction (554)', refusing('onRcptTo', 554), { retry: false, reason: 'rejected' }],
    ['unwanted sender (554)', refusing('onMailFrom', 554), { retry: false, reason: 'rejected' }],
    ['unwanted content (554)', refusing('onData', 554), { retry: false, reason: 'rejected' }],
    ['greylisting (451)', refusing('onData', 451), { retry: true, reason: 'rejected' }],
    ['busy server (421)', refusing('onConnect', 421), { retry: true, reason: 'unreachable' }],
    ['server that turns everybody away (554)', refusing('onConnect', 554), { retry: true, reason: 'unreachable' }],
  ])('%s', async (_, options, result) => {
    const { sender } = await senderTo(await smtpServer(options));
    expect(await sender.send(message)).toEqual({ ok: false, ...result });
  });

  test('whose login is refused is tried again: that is for the operator to mend', async () => {
    const server = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('no')),
    });
    const { sender } = await senderTo({ ...server, url: server.url.replace('//', '//user:wrong@') });
    expect(await sender.send(message)).toEqual({ ok: false, retry: true, reason: 'rejected' });
  });

  test('goes out again once the server is well', async () => {
    let isIll = true;
    const server = await smtpServer({
      onRcptTo: (_, __, done) => done(isIll ? answer(451) : null),
    });
    const { sender, mails } = await senderTo(server);
    expect(await sender.send(message)).toMatchObject({ ok: false, retry: true });
    isIll = false;
    expect(await sender.send(message)).toMatchObject({ ok: true });
    expect(mails).toHaveLength(1);
  });

  test('to a server that hangs is given up in time', async () => {
    for (const hang of ['at once', 'after its greeting']) {
      const url = await rawServer((socket) => void (hang === 'at once' || socket.write('220 hello\r\n')));
      const sender = smtpSender({ url, from, fromName: 'Shop', timeoutMs: 200 });
      closers.push(() => sender.close());
      expect(await sender.send(message)).toEqual({ ok: false, retry: true, reason: 'timeout' });
    }
  });

  test('to a server that goes away is unreachable', async () => {
    const cutting = await rawServer((socket) => {
      socket.write('220 hello\r\n');
      socket.once('data', () => socket.destroy());
    });
    const gone = await rawServer((socket) => socket.destroy());
    for (const url of [cutting, gone, 'smtp://127.0.0.1:1']) {
      const sender = smtpSender({ url, from, fromName: 'Shop', timeoutMs: 2_000 });
      closers.push(() => sender.close());
      expect(await sender.send(message)).toEqual({ ok: false, retry: true, reason: 'unreachable' });
    }
  });

  test('is cut in the middle of its text: nobody knows, so it is tried again', async () => {
    const cutting = await rawServer((socket) => {
      socket.write('220 hello\r\n');
      socket.on('data', (bytes) => dialogue(socket, bytes.toString()));
    });
    const sender = smtpSender({ url: cutting, from, fromName: 'Shop', timeoutMs: 2_000 });
    closers.push(() => sender.close());
    expect(await sender.send(message)).toEqual({ ok: false, retry: true, reason: 'unreachable' });
  });

  test('never goes out in clear to another machine', async () => {
    const server = await smtpServer();
    const url = server.url.replace('127.0.0.1', '127.0.0.2');
    const sender = smtpSender({ url, from, fromName: 'Shop', timeoutMs: 2_000 });
    closers.push(
      () => sender.close(),
      () => server.close(),
    );
    expect(await sender.send(message)).toEqual({ ok: false, retry: true, reason: 'unreachable' });
    expect(server.mails).toEqual([]);
  });

  test('never goes to a server with a certificate that nobody vouches for', async () => {
    const server = await smtpServer({ secure: true });
    const sender = smtpSender({ url: server.url.replace('smtp:', 'smtps:'), from, fromName: 'Shop', timeoutMs: 2_000 });
    closers.push(
      () => sender.close(),
      () => server.close(),
    );
    expect(await sender.send(message)).toEqual({ ok: false, retry: true, reason: 'unreachable' });
  });
});

test('a message to a server on this machine goes unencrypted unless TLS is required, then not at all', async () => {
  const server = await smtpServer();
  const sender = smtpSender({ url: server.url, from, fromName: 'Shop', timeoutMs: 2_000, isTlsRequired: true });
  closers.push(
    () => sender.close(),
    () => server.close(),
  );
  expect(await sender.send(message)).toEqual({ ok: false, retry: true, reason: 'unreachable' });
  expect(server.mails).toEqual([]);
});

const answer = (responseCode: number, enhanced?: string): Error =>
  Object.assign(new Error(`${enhanced === undefined ? '' : `${enhanced} `}ana@example.com is not wanted`), {
    responseCode,
  });

/** A server that answers one step of the conversation with an error. */
function refusing(
  step: 'onConnect' | 'onMailFrom' | 'onRcptTo' | 'onData',
  code: number,
  enhanced?: string,
): Partial<SMTPServerOptions> {
  switch (step) {
    case 'onConnect':
      return { onConnect: (_, done) => done(answer(code, enhanced)) };
    case 'onMailFrom':
      return { onMailFrom: (_, __, done) => done(answer(code, enhanced)) };
    case 'onRcptTo':
      return { onRcptTo: (_, __, done) => done(answer(code, enhanced)) };
    case 'onData':
      return {
        onData(stream, _, done) {
          stream.resume();
          stream.on('end', () => done(answer(code, enhanced)));
        },
      };
  }
}

/** A server without manners. */
async function rawServer(greet: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    greet(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { readonly port: number };
  return `smtp://127.0.0.1:${port}`;
}

/** Agrees to everything, takes the text, and is gone before it says so. */
function dialogue(socket: Socket, line: string): void {
  if (line.startsWith('EHLO')) socket.write('250 hello\r\n');
  else if (line.startsWith('DATA')) socket.write('354 go on\r\n');
  else if (/^(MAIL|RCPT)/.test(line)) socket.write('250 fine\r\n');
  else socket.destroy();
}
