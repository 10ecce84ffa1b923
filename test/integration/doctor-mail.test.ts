import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { checkSmtp } from '@countersign/mail';
import { mailFindings } from 'countersign';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serverPort(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({ logger: false, ...options });
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => server.close(resolve)));
  return (server.server.address() as AddressInfo).port;
}

const loggingIn: SMTPServerOptions = {
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth: ({ password }, _, done) =>
    password === 'right' ? done(null, { user: 1 }) : done(new Error('planted-refusal')),
};

describe('what doctor says of a mail server', () => {
  test('that takes the login', async () => {
    const port = await serverPort(loggingIn);
    const [finding] = await mailFindings(`smtp://user:right@127.0.0.1:${port}`, Date.now());
    expect(finding).toMatchObject({ how: 'ok', says: expect.stringContaining('the login is accepted') });
  });

  test('that refuses it, without repeating password or answer', async () => {
    const port = await serverPort(loggingIn);
    const [finding] = await mailFindings(`smtp://user:planted-wrong@127.0.0.1:${port}`, Date.now());
    expect(finding).toMatchObject({ how: 'problem', says: expect.stringContaining('refuses the login (EAUTH)') });
    expect(finding?.says).not.toMatch(/planted/);
  });

  test('that nobody answers for', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const [finding] = await mailFindings(`smtp://127.0.0.1:${port}`, Date.now());
    expect(finding).toMatchObject({ how: 'problem', says: expect.stringMatching(/cannot be reached .*so codes wait/) });
  });

  test('whose certificate nobody vouches for', async () => {
    const port = await serverPort({ secure: true });
    const [finding] = await mailFindings(`smtps://127.0.0.1:${port}`, Date.now());
    expect(finding).toMatchObject({
      how: 'problem',
      says: expect.stringContaining('no encryption that can be trusted'),
    });
  });

  test('whose certificate is good, and when it ends', async () => {
    const nowMs = Date.UTC(2027, 0, 1);
    const until = (days: number) => () =>
      Promise.resolve({
        ok: true,
        server: 'mail:465',
        certificateUntilMs: nowMs + days * 86_400_000,
        isLoggedIn: true,
      } as const);
    expect((await mailFindings('smtps://mail', nowMs, until(60)))[0]).toMatchObject({
      how: 'ok',
      says: 'mail:465 answers over TLS, its certificate is good for 60 days; the login is accepted',
    });
    expect((await mailFindings('smtps://mail', nowMs, until(5)))[0]).toMatchObject({ how: 'warning' });
  });

  test('that is configured elsewhere: nothing is claimed', async () => {
    expect((await mailFindings(undefined, Date.now()))[0]).toMatchObject({ how: 'unknown' });
  });

  test('that hangs ends in time', async () => {
    const hanging = createServer(() => {});
    await new Promise<void>((resolve) => void hanging.listen(0, '127.0.0.1', resolve));
    closers.push(() => void hanging.close());
    const { port } = hanging.address() as AddressInfo;
    expect(await checkSmtp(`smtp://127.0.0.1:${port}`, 200)).toMatchObject({ ok: false, step: 'connection' });
  });
});
