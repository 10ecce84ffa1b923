export * from './mailbox-sender.ts';
export * from './read-mailbox.ts';
export * from './recipient.ts';
export * from './smtp-sender.ts';
