import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Message, MessageSender } from '@countersign/engine';
import { writeEml } from './eml.ts';
import { recipient } from './recipient.ts';

export interface MailboxOptions {
  /** Made when it is missing, for its owner alone. */
  readonly folder: string;
  /** Address that messages seem to come from. */
  readonly from: string;
  readonly clock: Clock;
}

/**
 * For development: puts every message, to mail or phone, into a folder as an `.eml` file that only its owner can read. The same message again
 * takes the place of the first. A folder that cannot be written is `unreachable`, as a provider would be.
 */
export function mailboxSender(options: MailboxOptions): MessageSender {
  let drafts = 0;
  return {
    async send(message) {
      const to = message.channel === 'email' ? recipient(message.to) : phone.exec(message.to)?.[0];
      if (to === undefined) return { ok: false, retry: false, reason: 'invalid_recipient' };
      try {
        drafts += 1;
        await put(options, message, to, drafts);
        return { ok: true };
      } catch {
        return { ok: false, retry: true, reason: 'unreachable' };
      }
    },
  };
}

const phone = /^\+[1-9]\d{6,14}$/;
/** What a message to a phone has for a subject here. */
const kinds = { sms: 'SMS', voice: 'Call' } as const;

async function put(
  { folder, from, clock }: MailboxOptions,
  message: Message,
  to: string,
  draftNumber: number,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = message.id.replace(/[^A-Za-z0-9._-]/g, '_');
  // Not `.eml` yet, so that nobody reads half a message; unique, so that two senders do not share it.
  const draft = join(folder, `.${name}.${process.pid}.${draftNumber}`);
  const subject = message.channel === 'email' ? message.subject : kinds[message.channel];
  const source = writeEml({
    ...message,
    subject,
    to,
    from,
    messageId: `<${message.id}@mailbox.invalid>`,
    dateMs: clock.now(),
  });
  try {
    await writeFile(draft, source, { mode: 0o600, flag: 'wx' });
    await rename(draft, join(folder, `${name}.eml`));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
