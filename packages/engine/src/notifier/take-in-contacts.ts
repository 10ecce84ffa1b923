import { normalContacts } from '@countersign/challenge';
import type { DeadLetterCode } from '@countersign/events';
import type { LogRecord } from '../ports/event-log.ts';
import { approvedChanges } from './approved-changes.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { ContactBook } from './contact-book.ts';
import { openContacts } from './open-contacts.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { readContacts } from './read-records.ts';
import type { TellContactChange } from './tell-contact-change.ts';

/** Why a record, or a part of it, could not be used. */
export interface Refusal {
  readonly code: DeadLetterCode;
  /** Without personal data. */
  readonly message: string;
}

/**
 * Takes a record of `account.contacts` in, durably. What of it no message can reach is left out and comes back as a refusal; the rest
 * is stored all the same. Throws `store_unavailable` when a store fails.
 */
export function createTakeInContacts(
  { envelope }: Pick<NotifierPorts, 'envelope'>,
  { observer, phoneCountry }: Pick<NotifierSettings, 'observer' | 'phoneCountry'>,
  ledger: ChallengeLedger,
  book: ContactBook,
  tell: TellContactChange,
): (record: LogRecord) => Promise<Refusal | undefined> {
  return async (record) => {
    const read = readContacts(record);
    if (!read.ok) return read;
    const { offset, timestampMs: atMs } = record;
    if (read.contacts === null) {
      await book.forget(read.accountId, offset);
      return undefined;
    }
    const opened = await openContacts(read.contacts, envelope);
    if (!opened.ok) return opened;
    const { contacts } = opened;
    const normal = normalContacts(contacts, phoneCountry);
    for (const name of normal.unknown) observer.contactNameUnknown(name);
    const approved = await approvedChanges(contacts, atMs, ledger);
    await book.revise(normal, { offset, atMs, approved }, (changes, before) =>
      tell({ accountId: read.accountId, changes, before, record }),
    );
    return normal.refused.length === 0 ? undefined : { code: 'invalid_data', message: normal.refused.join(' ') };
  };
}
