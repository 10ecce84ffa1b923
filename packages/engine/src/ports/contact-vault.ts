/**
 * Seals contacts so that the notifier alone can read them, each account under a key of its own (SEC-07).
 * To its implementer: authenticated encryption, bound to the account; `open` answers for what it cannot open, it does not throw.
 */
export interface ContactVault {
  seal(account: string, plaintext: Uint8Array): Uint8Array;
  open(
    account: string,
    sealed: Uint8Array,
  ): { readonly ok: true; readonly plaintext: Uint8Array } | { readonly ok: false; readonly reason: string };
}
