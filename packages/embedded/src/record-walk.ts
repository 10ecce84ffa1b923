import type { RecordWalk } from '@countersign/engine';
import type { LocalDatabase, Table } from './database.ts';
import { packFields, unpackFields } from './fields.ts';

/** Ids read at once: nothing is held open while somebody works on them. */
const atOnce = 1_000;

/** Walks over the tables of challenges, cases and contacts. */
export function embeddedRecordWalk(database: LocalDatabase): RecordWalk {
  const challenges = database.table('challenges');
  const cases = database.table('cases');
  const contacts = database.table('contacts');
  return {
    challenges: (beginning) => keysOf(challenges, beginning),
    cases: () => keysOf(cases, ''),
    async *contacts() {
      for await (const account of keysOf(contacts, '')) {
        const sealed = sealedOf(contacts.getBinary(account));
        if (sealed !== undefined) yield { account, sealed };
      }
    },
    replaceContacts: (account, before, after) =>
      database.write(() => {
        const bytes = contacts.getBinary(account);
        if (bytes === undefined || sealedOf(bytes)?.equals(before) !== true) return false;
        void contacts.put(account, packFields([unpackFields(bytes)[0] ?? null, after]));
        return true;
      }),
  };
}

const sealedOf = (bytes: Buffer | undefined): Buffer | undefined =>
  bytes === undefined ? undefined : (unpackFields(bytes)[1] ?? undefined);

async function* keysOf(table: Table, beginning: string): AsyncIterable<string> {
  let start: string | undefined = beginning;
  let isFirst = true;
  while (start !== undefined) {
    const keys: string[] = [...table.getKeys({ start, limit: atOnce })].map(String);
    for (const key of isFirst ? keys : keys.slice(1)) {
      if (!key.startsWith(beginning)) return;
      yield key;
    }
    isFirst = false;
    start = keys.length < atOnce ? undefined : keys.at(-1);
  }
}
