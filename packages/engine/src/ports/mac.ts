/** Purposes that each have a key of their own; a digest made for one is worthless for another. */
export type MacPurpose = 'pseudonym' | 'challenge-id' | 'binding' | 'code' | 'outcome' | 'link';

/** HMAC-SHA256 under the current key of a purpose, or under the key that `kid` names (rotation with overlap). */
export interface Mac {
  currentKid(purpose: MacPurpose): string;
  /** 32 bytes. Throws when `kid` is unknown. */
  digest(purpose: MacPurpose, input: string | Uint8Array, kid?: string): Uint8Array;
  knows(purpose: MacPurpose, kid: string): boolean;
}
