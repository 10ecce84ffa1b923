import { type RecordData, type RecordType, recordTypes } from '../record-types.ts';
import { utf8Bytes } from '../utf8.ts';
import { readEnvelope, whereAndWhat } from './envelope.ts';
import { type Unreadable, parseJson, unreadable } from './parse-json.ts';

/** Attributes and data of one record. */
export interface RecordContent<T extends RecordType> {
  readonly id: string;
  readonly source: string;
  /** Account id, or the policy's name. */
  readonly subject: string;
  /** RFC 3339. */
  readonly time: string;
  readonly data: RecordData<T>;
}

/** Final bytes of a record: CloudEvents 1.0 structured JSON in a fixed order of names. */
export const encodeRecord = <T extends RecordType>(type: T, content: RecordContent<T>): Uint8Array =>
  encodeRecordText(type, content, JSON.stringify(content.data));

/** The same around data that are JSON already: for those who write more of them than anybody could stringify. */
export function encodeRecordText(
  type: RecordType,
  { id, source, subject, time }: Omit<RecordContent<RecordType>, 'data'>,
  dataText: string,
): Uint8Array {
  const from = `"id":${JSON.stringify(id)},"source":${JSON.stringify(source)},"type":"${type}"`;
  const about = `"subject":${JSON.stringify(subject)},"time":${JSON.stringify(time)}`;
  return utf8Bytes(`{"specversion":"1.0",${from},${about},"datacontenttype":"application/json","data":${dataText}}`);
}

/** Reads a record of one type. Never throws. */
export function decodeRecord<T extends RecordType>(
  type: T,
  value: Uint8Array | null,
): { readonly ok: true; readonly record: RecordContent<T> } | Unreadable {
  const read = decodeAnyRecord(value);
  if (!read.ok) return read;
  if (read.type !== type) return unreadable('unknown_type', `type is not ${type}.`);
  return { ok: true, record: read.record as RecordContent<T> }; // The type was just compared.
}

/** A record with its type, as a discriminated union. */
export type TypedRecord = {
  [T in RecordType]: { readonly ok: true; readonly type: T; readonly record: RecordContent<T> };
}[RecordType];

/** Reads a record of whatever known type. Never throws. */
export function decodeAnyRecord(value: Uint8Array | null): TypedRecord | Unreadable {
  const parsed = parseJson(value);
  if (!parsed.ok) return parsed;
  const read = readEnvelope(parsed.json);
  if (!read.ok) return read;
  const { type, id, source, subject, time } = read.envelope;
  if (!isRecordType(type)) return unreadable('unknown_type', 'type is none of the record types of version 1.');
  const data = recordTypes[type].safeParse(read.envelope.data);
  if (!data.success) return unreadable('invalid_data', whereAndWhat(data.error.issues, 'data'));
  const record = { id, source, subject, time, data: data.data };
  return { ok: true, type, record } as TypedRecord; // `type` chose the schema.
}

const isRecordType = (type: string): type is RecordType => Object.hasOwn(recordTypes, type);
