import { type Key, open } from 'lmdb';

/** Every key and value of every table of an environment in a folder that no process has open, by the name of the table. */
export async function dumpFolder(folder: string): Promise<ReadonlyMap<string, readonly Buffer[]>> {
  const root = open<Buffer, Key>({ path: folder, maxDbs: 64, encoding: 'binary', readOnly: true });
  const dump = new Map<string, Buffer[]>();
  const names = [...root.getKeys({})]; // Before any is opened: LMDB opens tables in a transaction of its own.
  for (const name of names) {
    const table = root.openDB<Buffer, Key>({ name: String(name), encoding: 'binary' });
    const found = dump.get(String(name)) ?? [];
    const entries = [...table.getRange({})]; // To its end: what is read in part keeps its transaction open.
    for (const { key, value } of entries) found.push(Buffer.from(JSON.stringify(key)), Buffer.from(value));
    dump.set(String(name), found);
  }
  await root.close();
  return dump;
}
