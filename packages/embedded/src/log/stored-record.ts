import type { LogRecord, OutgoingRecord } from '@countersign/engine';
import { packFields, unpackFields } from '../fields.ts';

/** Time, key, value, then name and value of each header. */
export function encodeStored(record: OutgoingRecord, timestampMs: number): Buffer {
  const time = Buffer.allocUnsafe(8);
  time.writeDoubleLE(timestampMs);
  const fields: (Uint8Array | null)[] = [time, record.key, record.value];
  for (const [name, value] of Object.entries(record.headers ?? {})) fields.push(Buffer.from(name), value);
  return packFields(fields);
}

/** The record that was stored; its bytes are views into `bytes`. */
export function decodeStored(bytes: Buffer, topic: string, partition: number, offset: number): LogRecord {
  const [time, key = null, value = null, ...rest] = unpackFields(bytes);
  const headers: Record<string, Uint8Array> = {};
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const name = rest[at];
    const content = rest[at + 1];
    if (name && content) headers[name.toString()] = content;
  }
  return { topic, partition, offset, timestampMs: time?.readDoubleLE(0) ?? 0, key, value, headers };
}
