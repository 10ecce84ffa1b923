import type { LogRecord } from '@countersign/engine';

/*
 * Records of one partition, one after another, numbers in little endian:
 * offset f64 · log time f64 · number of fields u16 · fields (key, value, name and value of each header), each its length as i32
 * (−1: null) and its bytes.
 */
const headBytes = 18;
const lengthBytes = 4;

type Field = Uint8Array | null;

/** Records as bytes, for the loopback: a million decisions come through in JSON and base64 ten times slower. */
export function encodeFrames(records: readonly LogRecord[]): Buffer {
  const framed = records.map((record) => ({ record, fields: fieldsOf(record) }));
  let length = 0;
  for (const { fields } of framed) {
    length += headBytes;
    for (const field of fields) length += lengthBytes + (field?.length ?? 0);
  }
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const { record, fields } of framed) {
    at = bytes.writeDoubleLE(record.offset, at);
    at = bytes.writeDoubleLE(record.timestampMs, at);
    at = bytes.writeUInt16LE(fields.length, at);
    for (const field of fields) {
      at = bytes.writeInt32LE(field === null ? -1 : field.length, at);
      if (field === null) continue;
      bytes.set(field, at);
      at += field.length;
    }
  }
  return bytes;
}

const fieldsOf = ({ key, value, headers }: LogRecord): readonly Field[] => [
  key,
  value,
  ...Object.entries(headers).flatMap(([name, content]) => [Buffer.from(name), content]),
];

/** The records of some frames; keys, values and headers are views into `bytes`. */
export function decodeFrames(bytes: Buffer, topic: string, partition: number): readonly LogRecord[] {
  const records: LogRecord[] = [];
  let at = 0;
  const field = (): Buffer | null => {
    const length = bytes.readInt32LE(at);
    at += lengthBytes;
    if (length < 0) return null;
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const offset = bytes.readDoubleLE(at);
    const timestampMs = bytes.readDoubleLE(at + 8);
    const fields = bytes.readUInt16LE(at + 16);
    at += headBytes;
    const [key, value] = [field(), field()];
    const headers: Record<string, Uint8Array> = {};
    for (let seen = 2; seen < fields; seen += 2) headers[field()?.toString() ?? ''] = field() ?? new Uint8Array();
    records.push({ topic, partition, offset, timestampMs, key, value, headers });
  }
  return records;
}
