import { sha1 } from '@noble/hashes/legacy.js';
import { utf8Bytes } from './utf8.ts';

/** Namespace of every derived id, drawn once for this product. */
const namespace = uuidToBytes('6f6d5b0e-2f0c-4f0b-9d3e-6c1f2a7d9b54');

/** SHA-1 of some bytes as 40 lower-case hex digits. */
export type Sha1Hex = (bytes: Uint8Array) => string;

const pureSha1: Sha1Hex = (bytes) => hexText(sha1(bytes));

/** RFC 9562 §5.5: a name-based UUID; the same parts give the same id everywhere. Parts are length-prefixed. */
export function uuidV5(parts: readonly string[], sha1Hex: Sha1Hex = pureSha1): string {
  let name = gap;
  for (const part of parts) name += `${part.length}:${part}`;
  const input = utf8Bytes(name);
  input.set(namespace);
  return uuidText(sha1Hex(input), 5);
}

/** Stands where the namespace goes, byte for byte. */
const gap = '.'.repeat(namespace.length);

/**
 * Id of the decision on one event as it stands in the log (DEL-07). `logTimestampMs` is the log's own time.
 * @param sha1Hex the platform's own, where ids are made by the ten thousand
 */
export const decisionId = (accountId: string, eventId: string, logTimestampMs: number, sha1Hex?: Sha1Hex): string =>
  uuidV5(['decision', accountId, eventId, String(logTimestampMs)], sha1Hex);

/** Id of one outcome of a challenge (DEL-16). @param sha1Hex the platform's own, where there are many */
export const outcomeId = (challengeId: string, kind: string, sendSeq: number, sha1Hex?: Sha1Hex): string =>
  uuidV5(['outcome', challengeId, kind, String(sendSeq)], sha1Hex);

/** Id of the one resolution of a held decision (CASE-01). */
export const resolutionId = (decision: string): string => uuidV5(['resolution', decision]);

/** Id of one label: the same truth known at the same moment is the same label. `knownAtMs`: epoch milliseconds. */
export const labelId = (accountId: string, eventId: string, label: string, knownAtMs: number): string =>
  uuidV5(['label', accountId, eventId, label, String(knownAtMs)]);

/** A UUID of version 8 (RFC 9562 §5.8) around 16 bytes from elsewhere, for example a keyed digest. */
export const uuidFromBytes = (bytes: Uint8Array): string => uuidText(hexText(bytes), 8);

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexText(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOf[byte] ?? '';
  return hex;
}

/** The first 32 of `hex`, with the digits of version and variant in their places. */
function uuidText(hex: string, version: number): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function uuidToBytes(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
