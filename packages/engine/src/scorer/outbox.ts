import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { OutgoingRecord } from '../ports/event-log.ts';

/**
 * What a batch decided, in its final bytes: a re-publish under a newer policy, catalogue or release must give the same (DEL-07).
 * `null` when the batch has nothing to publish.
 */
export interface OutboxCodec {
  seal(applyId: string, records: readonly OutgoingRecord[]): Uint8Array;
  open(bytes: Uint8Array): { readonly applyId: string; readonly records: readonly OutgoingRecord[] };
}

const version = 1;

/** Length-prefixed fields, compressed as one zstd frame: about 250 bytes a decision. */
export const outboxCodec: OutboxCodec = {
  seal(applyId, records) {
    const parts: Buffer[] = [Buffer.from([version])];
    putText(parts, applyId);
    putLength(parts, records.length);
    for (const record of records) putRecord(parts, record);
    return zstdCompressSync(Buffer.concat(parts));
  },
  open(bytes) {
    const reader = { bytes: zstdDecompressSync(bytes), at: 1 };
    if (reader.bytes[0] !== version)
      throw new Error(`outbox of version ${reader.bytes[0]}; this release reads ${version}`);
    const applyId = takeText(reader);
    const records = Array.from({ length: takeLength(reader) }, () => takeRecord(reader));
    return { applyId, records };
  },
};

function putRecord(parts: Buffer[], record: OutgoingRecord): void {
  putText(parts, record.topic);
  putLength(parts, record.partition === undefined ? 0 : record.partition + 1);
  putBytes(parts, record.key);
  putBytes(parts, record.value);
  const headers = Object.entries(record.headers ?? {});
  putLength(parts, headers.length);
  for (const [name, value] of headers) {
    putText(parts, name);
    putBytes(parts, value);
  }
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function takeRecord(reader: Reader): OutgoingRecord {
  const topic = takeText(reader);
  const partition = takeLength(reader);
  const key = takeBytes(reader);
  const value = takeBytes(reader);
  const headers: Record<string, Uint8Array> = {};
  for (let left = takeLength(reader); left > 0; left -= 1) {
    const name = takeText(reader);
    headers[name] = takeBytes(reader) ?? new Uint8Array(0);
  }
  return { topic, key, value, headers, ...(partition === 0 ? {} : { partition: partition - 1 }) };
}

const lengthBytes = 4;

function putLength(parts: Buffer[], value: number): void {
  const bytes = Buffer.allocUnsafe(lengthBytes);
  bytes.writeUInt32LE(value);
  parts.push(bytes);
}

function takeLength(reader: Reader): number {
  const value = reader.bytes.readUInt32LE(reader.at);
  reader.at += lengthBytes;
  return value;
}

/** Length + 1, so that 0 can stand for null. */
function putBytes(parts: Buffer[], bytes: Uint8Array | null): void {
  putLength(parts, bytes === null ? 0 : bytes.length + 1);
  if (bytes !== null) parts.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function takeBytes(reader: Reader): Uint8Array | null {
  const length = takeLength(reader);
  if (length === 0) return null;
  const bytes = reader.bytes.subarray(reader.at, reader.at + length - 1);
  reader.at += length - 1;
  return bytes;
}

const putText = (parts: Buffer[], text: string): void => putBytes(parts, Buffer.from(text));
const takeText = (reader: Reader): string => Buffer.from(takeBytes(reader) ?? []).toString();
