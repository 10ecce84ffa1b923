/**
 * Opens contacts that upstream sealed for the notifier, so that nobody on the way reads them (DEL-22). To its implementer: answer for
 * what cannot be opened, never throw for it; `unknown_key` names a key that is not there, `damaged` is all else.
 */
export interface ContactEnvelope {
  /** @param sealed a JWE in compact serialisation (RFC 7516) */
  open(
    sealed: string,
  ): Promise<
    | { readonly ok: true; readonly plaintext: Uint8Array }
    | { readonly ok: false; readonly reason: 'unknown_key' | 'damaged' }
  >;
}
