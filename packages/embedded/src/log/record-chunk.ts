import type { LogRecord, OutgoingRecord } from '@countersign/engine';

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
  const parts = records.map(({ delta, key, value, headers = {} }) => ({
    delta,
    fields: [key, value, ...Object.entries(headers).flatMap(([name, content]) => [Buffer.from(name), content])],
  }));
  let length = chunkHead;
  for (const { fields } of parts) {
    length += recordHead;
    for (const field of fields) length += fieldHead + (field?.length ?? 0);
  }
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeDoubleLE(timestampMs, 0);
  let at = bytes.writeUInt32LE(parts.length, 8);
  for (const { delta, fields } of parts) {
    at = bytes.writeUInt32LE(delta, at);
    at = bytes.writeUInt16LE(fields.length, at);
    for (const field of fields) {
      at = bytes.writeUInt32LE(field === null ? 0 : field.length + 1, at);
      if (field === null) continue;
      bytes.set(field, at);
      at += field.length;
    }
  }
  return bytes;
}

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
