/**
 * HMAC-SHA256 of `input` under the code key that `kid` names: 32 bytes. The key lives outside this package and outside
 * the store (OTP-04). Throws when `kid` is unknown.
 */
export type CodeMac = (input: string, kid: string) => Uint8Array;

/** What makes the codes of one challenge its own: 128 random bits and the key's version, both drawn at the claim. */
export interface CodeKey {
  readonly nonce: Uint8Array;
  readonly kid: string;
}
