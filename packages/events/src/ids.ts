import { sha1 } from '@noble/hashes/legacy.js';
import { utf8Bytes } from './utf8.ts';

/** Namespace of every derived id, drawn once for this product. */
const namespace = uuidToBytes('6f6d5b0e-2f0c-4f0b-9d3e-6c1f2a7d9b54');

/** RFC 9562 §5.5: a name-based UUID; the same parts give the same id everywhere. Parts are length-prefixed. */
export function uuidV5(kind: string, ...parts: readonly string[]): string {
  const name = utf8Bytes([kind, ...parts].map((part) => `${part.length}:${part}`).join(''));
  const input = new Uint8Array(namespace.length + name.length);
  input.set(namespace);
  input.set(name, namespace.length);
  return uuidText(sha1(input).subarray(0, 16), 5);
}

/** Id of the decision on one event as it stands in the log (DEL-07). `logTimestampMs` is the log's own time. */
export const decisionId = (accountId: string, eventId: string, logTimestampMs: number): string =>
  uuidV5('decision', accountId, eventId, String(logTimestampMs));

/** Id of one outcome of a challenge (DEL-16). */
export const outcomeId = (challengeId: string, kind: string, sendSeq: number): string =>
  uuidV5('outcome', challengeId, kind, String(sendSeq));

/** Id of the one resolution of a held decision (CASE-01). */
export const resolutionId = (decision: string): string => uuidV5('resolution', decision);

/** A UUID of version 8 (RFC 9562 §5.8) around 16 bytes from elsewhere, for example a keyed digest. */
export const uuidFromBytes = (bytes: Uint8Array): string => uuidText(bytes, 8);

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function uuidText(source: Uint8Array, version: number): string {
  const bytes = Uint8Array.from(source.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let hex = '';
  for (const byte of bytes) hex += hexOf[byte] ?? '';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function uuidToBytes(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
