import { utf8Bytes, utf8Text } from './utf8.ts';

/** Header that carries the signature of an outcome: `<kid>.<base64url of the digest>` (DEL-17). */
export const signatureHeader = 'countersign-signature';

/** The bytes that a signature covers: id, key, time and the value itself. */
export function signedBytes(id: string, key: string, time: string, value: Uint8Array): Uint8Array {
  const head = utf8Bytes(`${id}\n${key}\n${time}\n`);
  const bytes = new Uint8Array(head.length + value.length);
  bytes.set(head);
  bytes.set(value, head.length);
  return bytes;
}

/** Key id and base64url digest of a signature header; undefined when it has another shape. */
export function readSignature(
  header: Uint8Array | undefined,
): { readonly kid: string; readonly digest: string } | undefined {
  const text = header === undefined ? undefined : utf8Text(header);
  const match = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/.exec(text ?? '');
  return match === null ? undefined : { kid: match[1] ?? '', digest: match[2] ?? '' };
}
