import { type OutgoingRecord, rememberLast } from '@countersign/engine';
import { type ByteWriter, sizeOfVarint, sizeOfVarintBytes } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';

/** Bytes from a batch's first to the number of its records. */
const headSize = 61;
const lengthAt = 8;
const crcAt = 17;
const attributesAt = 21;

/** Upper bound of a record beyond its key, value and headers. */
const recordOverhead = 32;

/**
 * Writes records as one uncompressed record batch of format 2, preceded by its size in bytes.
 * One pass over one buffer: kafkajs' own encoder makes seven buffers per record.
 * @see https://kafka.apache.org/documentation/#recordbatch
 */
export const writeRecordBatch = (writer: ByteWriter, records: readonly OutgoingRecord[], timestampMs: number): void => {
  writer.reserve(4 + headSize);
  const sizeAt = writer.length;
  const start = sizeAt + 4;
  writer.length = start;
  writeHead(writer, records.length, timestampMs);
  for (let index = 0; index < records.length; index += 1) writeRecord(writer, records[index] as OutgoingRecord, index);
  const { bytes, length: end } = writer;
  bytes.writeInt32BE(end - start, sizeAt);
  bytes.writeInt32BE(end - start - lengthAt - 4, start + lengthAt);
  bytes.writeUInt32BE(crc32c(bytes, start + attributesAt, end), start + crcAt);
};

const writeHead = (writer: ByteWriter, count: number, timestampMs: number): void => {
  writer.int64(0); // base offset: the broker's
  writer.int32(0); // length: when known
  writer.int32(-1); // partition leader epoch: the broker's
  writer.int8(2); // format
  writer.int32(0); // CRC: when known
  writer.int16(0); // attributes: no compression, create time, no transaction
  writer.int32(count - 1); // last offset delta
  writer.int64(timestampMs);
  writer.int64(timestampMs);
  writer.int64(-1); // producer id: none (KJS-01)
  writer.int16(-1); // producer epoch
  writer.int32(-1); // first sequence
  writer.int32(count);
};

const noHeaders: readonly (readonly [Buffer, Uint8Array])[] = [];

const writeRecord = (writer: ByteWriter, { key, value, headers }: OutgoingRecord, offsetDelta: number): void => {
  const named = headers === undefined ? noHeaders : namedHeaders(headers);
  let size =
    2 + sizeOfVarint(offsetDelta) + sizeOfVarintBytes(key) + sizeOfVarintBytes(value) + sizeOfVarint(named.length);
  for (const [name, content] of named) size += sizeOfVarintBytes(name) + sizeOfVarintBytes(content);
  writer.reserve(size + recordOverhead);
  writer.varint(size);
  writer.int8(0); // attributes
  writer.int8(0); // timestamp delta
  writer.varint(offsetDelta);
  writer.varintBytes(key);
  writer.varintBytes(value);
  writer.varint(named.length);
  for (const [name, content] of named) {
    writer.varintBytes(name);
    writer.varintBytes(content);
  }
};

/** Header names are few and always the same. */
const knownNames = new Map<string, Buffer>();
const maxKnownNames = 256;

const namedHeaders = rememberLast(
  (headers: Readonly<Record<string, Uint8Array>>): readonly (readonly [Buffer, Uint8Array])[] =>
    Object.entries(headers).map(([name, content]) => [nameBytes(name), content]),
);

const nameBytes = (name: string): Buffer => {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const bytes = Buffer.from(name);
  if (knownNames.size < maxKnownNames) knownNames.set(name, bytes);
  return bytes;
};
