/**
 * Seals contacts so that the notifier alone can read them, each record under a key of its own (SEC-07).
 * To its implementer: authenticated encryption, bound to the account; `open` answers for what it cannot open, it does not throw;
 * `rewrap` needs no account, and what it gives opens as before.
 */
export interface ContactVault {
  /** Of the key that seals now. */
  currentKid(): string;
  seal(account: string, plaintext: Uint8Array): Uint8Array;
  open(
    account: string,
    sealed: Uint8Array,
  ): { readonly ok: true; readonly plaintext: Uint8Array } | { readonly ok: false; readonly reason: string };
  /** The same record under the current key; undefined when it is already, or cannot be. */
  rewrap(sealed: Uint8Array): Uint8Array | undefined;
}
