import { type AccountNotices, createAccountNotices } from './account-notices.ts';
import { type BouncedContacts, createBouncedContacts } from './bounced-contacts.ts';
import { type ContactBook, createContactBook } from './contact-book.ts';
import { type Notices, createNotices } from './notices.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { type PhoneConversion, createPhoneConversion } from './phone-conversion.ts';
import { type PhoneGuards, createPhoneGuards } from './phone-guards.ts';
import { type PasswordResets, createPasswordResets } from './password-resets.ts';
import { type SharedBudgets, createSharedBudgets } from './shared-budgets.ts';

/** What a notifier knows of accounts besides their challenges. */
export interface AccountKnowledge {
  readonly book: ContactBook;
  readonly shared: SharedBudgets;
  readonly bounced: BouncedContacts;
  readonly resets: PasswordResets;
  readonly ofAccount: AccountNotices;
  readonly notices: Notices;
  readonly conversion: PhoneConversion;
  readonly guards: PhoneGuards;
}

/** @param wake there is something to send */
export function createAccountKnowledge(
  ports: NotifierPorts,
  settings: NotifierSettings & Required<Pick<NotifierSettings, 'quarantineMs'>>,
  wake: () => void,
): AccountKnowledge {
  const book = createContactBook(ports, settings);
  const shared = createSharedBudgets(ports, settings);
  const bounced = createBouncedContacts(ports, settings);
  const ofAccount = createAccountNotices(ports);
  const conversion = createPhoneConversion(ports, settings);
  const guards = createPhoneGuards(ports, settings, shared, conversion);
  const notices = createNotices(ports, settings, { book, bounced, shared, guards, ofAccount, wake });
  return { book, shared, bounced, resets: createPasswordResets(ports), ofAccount, notices, conversion, guards };
}
