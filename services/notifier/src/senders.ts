import { join } from 'node:path';
import type { Clock, EmailMessage, Message, MessageSender, Senders } from '@countersign/engine';
import { mailboxSender, smtpSender } from '@countersign/mail';
import {
  type Configuration,
  type MessageIdentity,
  type messageVariables,
  type processVariables,
  runMode,
} from '@countersign/runtime';
import { type PhoneSenderParts, phoneSenderParts } from './phone-senders.ts';

type SenderConfiguration = Configuration<typeof messageVariables & Pick<typeof processVariables, 'folder'>> &
  Parameters<typeof phoneSenderParts>[0] &
  Parameters<typeof runMode>[0];

/** Who carries messages, as configured, and what reads the receipts of those who do. */
export interface NotifierSenders {
  readonly email: MessageSender<EmailMessage>;
  readonly senders: Senders;
  /** Undefined: no provider of SMS and calls. */
  readonly phone: PhoneSenderParts | undefined;
}

/** Folder of the development mailbox. */
export const mailboxFolder = (folder: string): string => join(folder, 'mailbox');

/** Mail by SMTP, SMS and calls by the providers; in development the mailbox in the folder stands in for what is not configured. */
export function notifierSenders(
  config: SenderConfiguration,
  { sender, brand }: MessageIdentity,
  clock: Clock,
): NotifierSenders {
  const mailbox: MessageSender<Message> = mailboxSender({ folder: mailboxFolder(config.folder), from: sender, clock });
  const email: MessageSender<EmailMessage> =
    config.smtpUrl === undefined
      ? mailbox
      : smtpSender({
          url: config.smtpUrl,
          from: sender,
          fromName: brand,
          isTlsRequired: config.smtpTls === 'required',
        });
  const phone = phoneSenderParts(config);
  const byPhone = phone?.sender ?? (runMode(config) === 'production' ? undefined : mailbox);
  return { email, senders: { email, sms: byPhone, voice: byPhone }, phone };
}
