import { readSignature, signatureHeader, signedBytes } from '@countersign/events';
import type { Mac } from './ports/mac.ts';

interface Signed {
  readonly id: string;
  readonly subject: string;
  readonly time: string;
}

/** Header that signs the final bytes of an outcome under the current key (DEL-17). */
export function signatureHeaders(content: Signed, value: Uint8Array, mac: Mac): Record<string, Uint8Array> {
  const kid = mac.currentKid('outcome');
  const digest = mac.digest('outcome', signedBytes(content.id, content.subject, content.time, value), kid);
  return { [signatureHeader]: Buffer.from(`${kid}.${Buffer.from(digest).toString('base64url')}`) };
}

/** Whether a record carries a signature of a known key over exactly its bytes, its key and its time. */
export function hasValidSignature(
  record: { readonly value: Uint8Array | null; readonly headers: Readonly<Record<string, Uint8Array>> },
  content: Signed,
  mac: Mac,
): boolean {
  const signature = readSignature(record.headers[signatureHeader]);
  if (signature === undefined || record.value === null || !mac.knows('outcome', signature.kid)) return false;
  const expected = mac.digest(
    'outcome',
    signedBytes(content.id, content.subject, content.time, record.value),
    signature.kid,
  );
  return Buffer.from(expected).toString('base64url') === signature.digest;
}
