import type { OutgoingRecord } from '@countersign/engine';

/** A record of the log as JSON: bytes in base64, null stays null. */
export interface RecordJson {
  readonly topic: string;
  readonly partition?: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** JSON form of what is written to the log. */
export function toJson(record: OutgoingRecord): RecordJson {
  return {
    ...record,
    key: encode(record.key),
    value: encode(record.value),
    headers: Object.fromEntries(Object.entries(record.headers ?? {}).map(([name, bytes]) => [name, base64(bytes)])),
  };
}

/** A record on its way to the log. */
export function toOutgoing(json: RecordJson): OutgoingRecord {
  const { topic, partition } = json;
  return { topic, ...bytesOf(json), ...(partition === undefined ? {} : { partition }) };
}

function bytesOf(json: RecordJson): Pick<OutgoingRecord, 'key' | 'value' | 'headers'> {
  const headers = Object.fromEntries(
    Object.entries(json.headers).map(([name, text]) => [name, Buffer.from(text, 'base64')]),
  );
  return { key: decode(json.key), value: decode(json.value), headers };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const encode = (bytes: Uint8Array | null): string | null => (bytes === null ? null : base64(bytes));
const decode = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'base64'));
