import { type DeadLetterCode, deadLetterHeaders } from '@countersign/events';
import type { LogRecord, OutgoingRecord } from './ports/event-log.ts';

/**
 * The dead-letter topic takes so much in one record. More can only come from an input whose limit was raised: such a
 * letter keeps its beginning, so that one producer's record does not stop everyone's.
 */
const mostBytes = 1024 * 1024;
const keptBytes = 64 * 1024;
const keptKeyBytes = 1024;

/** A record that cannot be used, with its bytes untouched unless they are too many, and the why in headers (DEL-11). */
export function deadLetterOf(record: LogRecord, code: DeadLetterCode, message: string, topic: string): OutgoingRecord {
  const { key, value } = record;
  const why = deadLetterHeaders(record, code, message);
  if (sizeOf(record) <= mostBytes) return { topic, key, value, headers: { ...record.headers, ...why } };
  const original = { 'countersign-original-bytes': Buffer.from(String(value?.length ?? 0)) };
  return {
    topic,
    key: key?.subarray(0, keptKeyBytes) ?? null,
    value: value?.subarray(0, keptBytes) ?? null,
    headers: { ...why, ...original },
  };
}

const sizeOf = ({ key, value, headers }: LogRecord): number =>
  Object.values(headers).reduce((sum, { length }) => sum + length, (key?.length ?? 0) + (value?.length ?? 0));
