export * from './check-smtp.ts';
export * from './mailbox-sender.ts';
export * from './read-mailbox.ts';
export * from './recipient.ts';
export { smtpSender, type SmtpOptions, type SmtpSender } from './smtp-sender.ts';
