import { type LogRecord, type OutgoingRecord, rememberLast } from '@countersign/engine';

/** Records of one partition that were appended together: the unit in which the log is stored, read and pruned. */
export interface RecordChunk {
  readonly timestampMs: number;
  readonly records: readonly ChunkRecord[];
}

/** `delta`: offset after that of the chunk's first record as it was appended. */
export type ChunkRecord = Pick<OutgoingRecord, 'key' | 'value' | 'headers'> & { readonly delta: number };

/*
 * time f64 · count u32, then per record: delta u32 · number of fields u16 · fields (key, value, name and value of each header),
 * each its length + 1 (0: null) as u32, and its bytes.
 */
const chunkHead = 12;
const recordHead = 6;
const fieldHead = 4;

/** Bytes that a record takes in a chunk, nearly: header names count as if they were ASCII. */
export function storedBytes({ key, value, headers = {} }: OutgoingRecord): number {
  let length = recordHead + 2 * fieldHead + (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) length += 2 * fieldHead + name.length + (headers[name]?.length ?? 0);
  return length;
}

export function encodeChunk({ timestampMs, records }: RecordChunk): Buffer {
  const named = records.map(({ headers }) => (headers === undefined ? noHeaders : fieldsOf(headers)));
  let length = chunkHead;
  records.forEach(({ key, value }, at) => {
    length += recordHead + 2 * fieldHead + (key?.length ?? 0) + (value?.length ?? 0);
    for (const field of named[at] ?? noHeaders) length += fieldHead + field.length;
  });
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeDoubleLE(timestampMs, 0);
  let at = bytes.writeUInt32LE(records.length, 8);
  records.forEach(({ delta, key, value }, index) => {
    const headers = named[index] ?? noHeaders;
    at = bytes.writeUInt32LE(delta, at);
    at = bytes.writeUInt16LE(2 + headers.length, at);
    at = writeField(bytes, key, at);
    at = writeField(bytes, value, at);
    for (const field of headers) at = writeField(bytes, field, at);
  });
  return bytes;
}

function writeField(bytes: Buffer, field: Uint8Array | null, at: number): number {
  const start = bytes.writeUInt32LE(field === null ? 0 : field.length + 1, at);
  if (field === null) return start;
  bytes.set(field, start);
  return start + field.length;
}

type Headers = Readonly<Record<string, Uint8Array>>;

const noHeaders: readonly Uint8Array[] = [];
const fieldsOf = rememberLast((headers: Headers): readonly Uint8Array[] =>
  Object.entries(headers).flatMap(([name, content]) => [Buffer.from(name), content]),
);

/** Only the time, for searching. */
export const chunkTime = (bytes: Buffer): number => bytes.readDoubleLE(0);

/** Records from `fromOffset` on, at most `most`; their bytes are views into `bytes`. */
export function decodeChunk(
  bytes: Buffer,
  topic: string,
  partition: number,
  baseOffset: number,
  fromOffset = baseOffset,
  most = Number.MAX_SAFE_INTEGER,
): LogRecord[] {
  const timestampMs = chunkTime(bytes);
  const count = bytes.readUInt32LE(8);
  const records: LogRecord[] = [];
  let at = chunkHead;
  const field = (): Buffer | null => {
    const length = bytes.readUInt32LE(at) - 1;
    at += fieldHead;
    if (length < 0) return null;
    at += length;
    return bytes.subarray(at - length, at);
  };
  for (let n = 0; n < count && records.length < most; n += 1) {
    const offset = baseOffset + bytes.readUInt32LE(at);
    const fields = bytes.readUInt16LE(at + 4);
    at += recordHead;
    const [key, value] = [field(), field()];
    const headers: Record<string, Uint8Array> = {};
    for (let seen = 2; seen < fields; seen += 2) headers[field()?.toString() ?? ''] = field() ?? new Uint8Array();
    if (offset >= fromOffset) records.push({ topic, partition, offset, timestampMs, key, value, headers });
  }
  return records;
}

/** Offset of the last record in a chunk. */
export function lastOffset(bytes: Buffer, baseOffset: number): number {
  return decodeChunk(bytes, '', 0, baseOffset).at(-1)?.offset ?? baseOffset;
}
