import { type Contacts, contacts as schema, utf8Bytes, utf8Text } from '@countersign/events';
import { createPseudonyms } from '../pseudonyms.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';

/** Contacts by account: sealed before they are stored, under the account's pseudonym (SEC-07). */
export interface ContactBook {
  /** `null` forgets. `revision` is the offset of the record: an older one never overwrites a newer one. */
  remember(accountId: string, contacts: Contacts | null, revision: number): Promise<void>;
  /** Undefined when nothing is known, or what is stored cannot be opened. */
  find(accountId: string): Promise<Contacts | undefined>;
}

export function createContactBook(
  { contacts: store, vault, mac }: Pick<NotifierPorts, 'contacts' | 'vault' | 'mac'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
): ContactBook {
  const pseudonym = createPseudonyms(mac);
  return {
    async remember(accountId, contacts, revision) {
      const sealed = contacts === null ? null : vault.seal(accountId, utf8Bytes(JSON.stringify(contacts)));
      await store.put(pseudonym('account', accountId), sealed, revision);
      observer.contactsStored();
    },
    async find(accountId) {
      const sealed = await store.get(pseudonym('account', accountId));
      if (sealed === undefined) return undefined;
      const opened = vault.open(accountId, sealed);
      const read = opened.ok ? readContacts(opened.plaintext) : undefined;
      if (read === undefined) observer.contactsUnreadable(opened.ok ? 'damaged' : opened.reason);
      return read;
    },
  };
}

function readContacts(plaintext: Uint8Array): Contacts | undefined {
  try {
    return schema.parse(JSON.parse(utf8Text(plaintext) ?? ''));
  } catch {
    return undefined;
  }
}
