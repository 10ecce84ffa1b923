import type { LogRecord, OutgoingRecord } from '@countersign/engine';

/** A record of the log as JSON: bytes in base64, null stays null. */
export interface RecordJson {
  readonly topic: string;
  readonly partition?: number;
  readonly offset?: number;
  readonly timestampMs?: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** JSON form of what is read from or written to the log. */
export function toJson(record: LogRecord | OutgoingRecord): RecordJson {
  return {
    ...record,
    key: encode(record.key),
    value: encode(record.value),
    headers: Object.fromEntries(Object.entries(record.headers ?? {}).map(([name, bytes]) => [name, base64(bytes)])),
  };
}

/** A record as it stands in the log. */
export function toLogRecord(json: RecordJson): LogRecord {
  const { topic, partition = 0, offset = 0, timestampMs = 0 } = json;
  return { topic, partition, offset, timestampMs, ...bytesOf(json) };
}

/** A record on its way to the log. */
export function toOutgoing(json: RecordJson): OutgoingRecord {
  const { topic, partition } = json;
  return { topic, ...bytesOf(json), ...(partition === undefined ? {} : { partition }) };
}

function bytesOf(json: RecordJson): Pick<LogRecord, 'key' | 'value' | 'headers'> {
  const headers = Object.fromEntries(
    Object.entries(json.headers).map(([name, text]) => [name, Buffer.from(text, 'base64')]),
  );
  return { key: decode(json.key), value: decode(json.value), headers };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const encode = (bytes: Uint8Array | null): string | null => (bytes === null ? null : base64(bytes));
const decode = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'base64'));
