/** Version of what `contactVault` seals. */
export const FORMAT = 2;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** What a sealed record consists of: `2, length of kid, kid`, the wrapped key, the record itself, both as nonce, tag, ciphertext. */
export interface SealParts {
  readonly header: Buffer;
  readonly kid: string;
  readonly wrap: Buffer;
  readonly body: Buffer;
}

const wrapBytes = NONCE_BYTES + TAG_BYTES + KEY_BYTES;

/** The parts of a sealed record; undefined when it is of another version, or too short. */
export function splitSeal(sealed: Uint8Array): SealParts | undefined {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const headerEnd = 2 + (bytes[1] ?? 0);
  const bodyStart = headerEnd + wrapBytes;
  if (bytes[0] !== FORMAT || bytes.length < bodyStart + NONCE_BYTES + TAG_BYTES) return undefined;
  return {
    header: bytes.subarray(0, headerEnd),
    kid: bytes.toString('latin1', 2, headerEnd),
    wrap: bytes.subarray(headerEnd, bodyStart),
    body: bytes.subarray(bodyStart),
  };
}
