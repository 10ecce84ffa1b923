import {
  type ContactChange,
  type ContactKind,
  type KnownContacts,
  type NormalContacts,
  type StoredContacts,
  decodeKnownContacts,
  encodeKnownContacts,
  quarantineMs,
  reviseContacts,
} from '@countersign/challenge';
import { CountersignError } from '@countersign/events';
import { createPseudonyms } from '../pseudonyms.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';

/** Contacts by account: sealed before they are stored, under the account's pseudonym (SEC-07). */
export interface ContactBook {
  /**
   * Takes a record in. `tell` hears of contacts whose place was taken, before anything is stored: so a crash tells them twice at most,
   * and never not at all (OTP-31). An older record than the last one changes nothing, and nobody hears of it.
   */
  revise(
    record: NormalContacts,
    revision: RecordRevision,
    tell: (changes: readonly ContactChange[], before: KnownContacts) => Promise<void>,
  ): Promise<void>;
  forget(accountId: string, offset: number): Promise<void>;
  /** Undefined when nothing is known, or what is stored cannot be opened. */
  find(accountId: string): Promise<KnownContacts | undefined>;
}

/** Where and when a record of contacts stands in the log, and what of it a stronger factor approved. */
export interface RecordRevision {
  readonly offset: number;
  /** Log time, epoch milliseconds. */
  readonly atMs: number;
  readonly approved: ReadonlySet<ContactKind>;
}

export function createContactBook(
  { contacts: store, vault, mac }: Pick<NotifierPorts, 'contacts' | 'vault' | 'mac'>,
  settings: Pick<NotifierSettings, 'observer' | 'quarantineMs'>,
): ContactBook {
  const { observer } = settings;
  const pseudonym = createPseudonyms(mac);

  const read = async (accountId: string): Promise<StoredContacts | undefined> => {
    const sealed = await store.get(pseudonym('account', accountId));
    if (sealed === undefined) return undefined;
    const opened = vault.open(accountId, sealed);
    if (!opened.ok) return (observer.contactsUnreadable(opened.reason), undefined);
    try {
      return decodeKnownContacts(opened.plaintext);
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      return (observer.contactsUnreadable('damaged'), undefined);
    }
  };

  return {
    async revise(record, { offset, atMs, approved }, tell) {
      const before = await read(record.accountId);
      if (before !== undefined && before.revision > offset) return;
      const revision = { atMs, approved, quarantineMs: settings.quarantineMs ?? quarantineMs };
      const { known, changes } = reviseContacts(before?.known, record, revision);
      if (before !== undefined && changes.length > 0) await tell(changes, before.known);
      const sealed = vault.seal(record.accountId, encodeKnownContacts({ revision: offset, known }));
      await store.put(pseudonym('account', record.accountId), sealed, offset);
      observer.contactsStored();
    },
    async forget(accountId, offset) {
      await store.put(pseudonym('account', accountId), null, offset);
      observer.contactsStored();
    },
    find: async (accountId) => (await read(accountId))?.known,
  };
}
