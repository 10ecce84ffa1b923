/** Contacts of accounts, as ciphertext that only the notifier can open (SEC-07). */
export interface ContactStore {
  get(account: string): Promise<Uint8Array | undefined>;
  /** `null` forgets the account. `revision` is the log offset: an older one never overwrites a newer one. */
  put(account: string, contacts: Uint8Array | null, revision: number): Promise<void>;
}
