import { chmod, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailboxSender, readMailbox } from '@countersign/mail';
import { messageSenderContract } from '@countersign/testkit';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { clock, closers, from, message, toOf } from './mail-fixture.ts';

messageSenderContract('The mailbox', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-mailbox-'));
  return {
    sender: mailboxSender({ folder, from, clock }),
    received: () => readMailbox(folder),
    close: () => rm(folder, { recursive: true }),
  };
});

describe('the mailbox', () => {
  test('shows SMS and calls too, to a number and nothing else', async () => {
    const folder = await newFolder();
    const sender = mailboxSender({ folder, from, clock });
    const sms = {
      id: 'p.1',
      channel: 'sms',
      to: '+436641234567',
      text: '482913 is your code',
      language: 'en',
      expiresAtMs: message.expiresAtMs,
    } as const;
    expect(await sender.send(sms)).toEqual({ ok: true });
    expect(await sender.send({ ...sms, id: 'p.2', channel: 'voice' })).toEqual({ ok: true });
    expect(await sender.send({ ...sms, to: '+43664123\r\nBcc: eve@evil.example' })).toMatchObject({
      reason: 'invalid_recipient',
    });
    const shown = (await readMailbox(folder)).map(({ to, subject, text }) => [to, subject, text.trim()].join(' | '));
    expect(shown.toSorted()).toEqual(['Call', 'SMS'].map((kind) => `+436641234567 | ${kind} | 482913 is your code`));
  });

  test('keeps files that every mail program reads and only their owner may', async () => {
    const folder = await newFolder();
    const inside = join(folder, 'mailbox');
    await mailboxSender({ folder: inside, from, clock }).send({ ...message, subject: 'Código: €5 👍'.repeat(8) });
    const file = join(inside, `${message.id}.eml`);
    expect((await stat(inside)).mode & 0o777).toBe(0o700);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const parsed = await simpleParser(await readFile(file));
    expect(parsed).toMatchObject({
      subject: 'Código: €5 👍'.repeat(8),
      messageId: `<${message.id}@mailbox.invalid>`,
      date: new Date(clock.now()),
      text: message.text,
    });
    expect(toOf(parsed)).toBe(message.to);
  });

  test('lists the last to arrive first, and passes over what is no message', async () => {
    const folder = await newFolder();
    const sender = mailboxSender({ folder, from, clock });
    for (const [at, id] of ['a.1', 'b.1', 'a.2'].entries()) {
      await sender.send({ ...message, id });
      await utimes(join(folder, `${id}.eml`), at, at);
    }
    await writeFile(join(folder, 'note.txt'), 'not a message');
    await writeFile(join(folder, 'broken.eml'), 'neither');
    expect((await readMailbox(folder)).map(({ id }) => id)).toEqual(['a.2', 'b.1', 'a.1']);
    expect(await readdir(folder)).toHaveLength(5);
  });

  test('that is not there yet is empty', async () => {
    expect(await readMailbox(join(await newFolder(), 'none'))).toEqual([]);
  });

  test('that cannot be written is unreachable, to be tried again', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'file'), '');
    await chmod(join(folder, 'file'), 0o400);
    const sender = mailboxSender({ folder: join(folder, 'file', 'below'), from, clock });
    expect(await sender.send(message)).toEqual({ ok: false, retry: true, reason: 'unreachable' });
  });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-mailbox-'));
  closers.push(() => rm(folder, { recursive: true }));
  return folder;
}
