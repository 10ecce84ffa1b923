import { type DeadLetterCode, deadLetterHeaders } from '@countersign/events';
import type { LogRecord, OutgoingRecord } from './ports/event-log.ts';

/** A record that cannot be used, with its bytes untouched and the why in headers (DEL-11). */
export function deadLetterOf(record: LogRecord, code: DeadLetterCode, message: string, topic: string): OutgoingRecord {
  return {
    topic,
    key: record.key,
    value: record.value,
    headers: { ...record.headers, ...deadLetterHeaders(record, code, message) },
  };
}
