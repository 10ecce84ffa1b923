import type { ContactStore } from '@countersign/engine';
import type { LocalDatabase } from './database.ts';
import { packFields, unpackFields } from './fields.ts';

/** Sealed contacts by account, each with the revision that wrote it; a forgotten account keeps its revision. */
export function embeddedContactStore(database: LocalDatabase): ContactStore {
  const contacts = database.table('contacts');
  const read = (account: string): { readonly revision: number; readonly sealed: Buffer | null } => {
    const bytes = contacts.getBinary(account);
    if (bytes === undefined) return { revision: -1, sealed: null };
    const [revision, sealed] = unpackFields(bytes);
    return { revision: Number(revision?.toString() ?? '-1'), sealed: sealed ?? null };
  };
  return {
    get: (account) => Promise.resolve(read(account).sealed ?? undefined),
    async put(account, sealed, revision) {
      await database.write(() => {
        if (revision < read(account).revision) return;
        void contacts.put(account, packFields([Buffer.from(String(revision)), sealed]));
      });
    },
  };
}
