import type { LogRecord } from '@countersign/engine';
import type { IHeaders, KafkaMessage } from 'kafkajs';

const noHeaders: Readonly<Record<string, Uint8Array>> = Object.freeze({});

/** A message of kafkajs as the port knows it; key and value are the same buffers, not copies. */
export const toLogRecord = (topic: string, partition: number, message: KafkaMessage): LogRecord => ({
  topic,
  partition,
  offset: Number(message.offset),
  timestampMs: Number(message.timestamp),
  key: message.key,
  value: message.value,
  headers: message.headers === undefined ? noHeaders : headersOf(message.headers),
});

/** Header values as bytes; of a repeated header the last value counts, as in Kafka's `lastHeader`. */
const headersOf = (headers: IHeaders): Readonly<Record<string, Uint8Array>> => {
  let bytes: Record<string, Uint8Array> | undefined;
  for (const name in headers) {
    const value = headers[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last === undefined || last === null) continue;
    bytes ??= {};
    bytes[name] = typeof last === 'string' ? Buffer.from(last) : last;
  }
  return bytes ?? noHeaders;
};
