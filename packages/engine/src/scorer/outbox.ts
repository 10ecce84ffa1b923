import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { OutgoingRecord } from '../ports/event-log.ts';
import { rememberLast } from '../remember-last.ts';

/**
 * What a batch decided, in its final bytes: a re-publish under a newer policy, catalogue or release must give the same (DEL-07).
 * `null` when the batch has nothing to publish.
 */
export interface OutboxCodec {
  seal(applyId: string, records: readonly OutgoingRecord[]): Uint8Array;
  open(bytes: Uint8Array): { readonly applyId: string; readonly records: readonly OutgoingRecord[] };
}

const version = 1;

/** The fastest level: it is half as much work as the usual one, for frames that are hardly larger. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Setting a compressor up costs more than so little is worth: one outcome is less than this, a full batch far more. */
const worthCompressingBytes = 2_048;
/** The first byte of every zstd frame (RFC 8878 §3.1.1); no version of ours will be that. */
const zstdMagic = 0x28;

/** Length-prefixed fields, above 2 KiB compressed as one zstd frame: about 250 bytes a decision. */
export const outboxCodec: OutboxCodec = {
  seal(applyId, records) {
    const writer = { bytes: Buffer.allocUnsafe(mostBytes(applyId, records)), at: 1 };
    writer.bytes[0] = version;
    putText(writer, applyId);
    putLength(writer, records.length);
    for (const record of records) putRecord(writer, record);
    const plain = writer.bytes.subarray(0, writer.at);
    return plain.length < worthCompressingBytes ? plain : zstdCompressSync(plain, compression);
  },
  open(bytes) {
    const plain = bytes[0] === zstdMagic ? zstdDecompressSync(bytes) : asBuffer(bytes);
    const reader = { bytes: plain, at: 1 };
    if (reader.bytes[0] !== version)
      throw new Error(`outbox of version ${reader.bytes[0]}; this release reads ${version}`);
    const applyId = takeText(reader);
    const records = Array.from({ length: takeLength(reader) }, () => takeRecord(reader));
    return { applyId, records };
  },
};

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

function putRecord(to: Cursor, record: OutgoingRecord): void {
  putText(to, record.topic);
  putLength(to, record.partition === undefined ? 0 : record.partition + 1);
  putBytes(to, record.key);
  putBytes(to, record.value);
  const headers = record.headers === undefined ? noHeaders : entriesOf(record.headers);
  putLength(to, headers.length);
  for (const [name, value] of headers) {
    putText(to, name);
    putBytes(to, value);
  }
}

const noHeaders: readonly (readonly [string, Uint8Array])[] = [];
const entriesOf = rememberLast((headers: Readonly<Record<string, Uint8Array>>) => Object.entries(headers));

function takeRecord(reader: Cursor): OutgoingRecord {
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

function putLength(to: Cursor, value: number): void {
  to.at = to.bytes.writeUInt32LE(value, to.at);
}

function takeLength(reader: Cursor): number {
  const value = reader.bytes.readUInt32LE(reader.at);
  reader.at += lengthBytes;
  return value;
}

/** Length + 1, so that 0 can stand for null. */
function putBytes(to: Cursor, bytes: Uint8Array | null): void {
  putLength(to, bytes === null ? 0 : bytes.length + 1);
  if (bytes === null) return;
  to.bytes.set(bytes, to.at);
  to.at += bytes.length;
}

function putText(to: Cursor, text: string): void {
  const start = to.at + lengthBytes;
  const length = to.bytes.write(text, start);
  putLength(to, length + 1);
  to.at = start + length;
}

/** An upper bound of what a batch takes before it is compressed: text counts as its longest encoding. */
function mostBytes(applyId: string, records: readonly OutgoingRecord[]): number {
  let bytes = 1 + mostOf(applyId) + lengthBytes;
  for (const { topic, key, value, headers = {} } of records) {
    bytes += mostOf(topic) + 4 * lengthBytes + (key?.length ?? 0) + (value?.length ?? 0);
    for (const name in headers) bytes += mostOf(name) + lengthBytes + (headers[name]?.length ?? 0);
  }
  return bytes;
}

const mostOf = (text: string): number => lengthBytes + 3 * text.length;

function takeBytes(reader: Cursor): Uint8Array | null {
  const length = takeLength(reader);
  if (length === 0) return null;
  const bytes = reader.bytes.subarray(reader.at, reader.at + length - 1);
  reader.at += length - 1;
  return bytes;
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const takeText = (reader: Cursor): string => Buffer.from(takeBytes(reader) ?? []).toString();
