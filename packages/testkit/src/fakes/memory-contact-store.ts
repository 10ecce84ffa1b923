import type { ContactStore } from '@countersign/engine';

/** A contact store in memory, with a look inside. */
export interface MemoryContactStore extends ContactStore {
  readonly contents: ReadonlyMap<string, Uint8Array | null>;
}

export function memoryContactStore(): MemoryContactStore {
  const contents = new Map<string, Uint8Array | null>();
  const revisions = new Map<string, number>();
  return {
    contents,
    get: (account) => Promise.resolve(contents.get(account) ?? undefined),
    put(account, contacts, revision) {
      if (revision >= (revisions.get(account) ?? -1)) {
        contents.set(account, contacts);
        revisions.set(account, revision);
      }
      return Promise.resolve();
    },
  };
}
